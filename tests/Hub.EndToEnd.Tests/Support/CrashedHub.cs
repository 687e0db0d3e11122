using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Setup;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// A hub that was killed again and again while several partners sent it messages, and then went on until nothing was owed.
/// A partner that gets no answer sends the same message again, as partners do. The seed is fixed; what it meets is not.
/// </summary>
public abstract class CrashedHub : IAsyncLifetime
{
    /// <summary>The administrator's key.</summary>
    protected const string ManageKey = "manage-key-of-the-crash-test";

    private const int Workers = 6;
    private const int Seed = 20260302;

    // The same picture on every order: what one of them loses must not be made up for by another.
    private static readonly byte[] Picture = Testing.Pictures.JpegBuilder.Full();

    private readonly StandInErp _erp = new("ERP De Proef", "erp");
    private readonly StandInDicoContractor _dico = new("Cement", "cement", Glns.Of(13), DicoGeneration.C);
    private readonly StandInWebhookContractor _webhook = new("Haakman", "haakman", Glns.Of(14));
    private readonly Dictionary<string, string> _keys = [];
    private readonly ConcurrentQueue<(string Order, string Said)> _answered = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly ChangeSignal _changes = new();
    private readonly List<HubClient> _clients = [];
    private volatile int _life;
    private volatile bool _enough;
    private List<Task> _work = [];
    private int _orders;
    private int _sentAgain;

    internal StandInErp Erp => _erp;

    internal IReadOnlyList<IContractor> Contractors => [_dico, _webhook];

    /// <summary>Every message that the hub answered with 2xx, by order, in the order of the answers.</summary>
    internal IReadOnlyCollection<(string Order, string Said)> Answered => _answered;

    /// <summary>Answers other than 2xx; a message of this test deserves none.</summary>
    internal IReadOnlyCollection<string> Refused => _refused;

    /// <summary>The hub after its last start.</summary>
    internal Caller Manager => new(Address, ManageKey);

    internal int Kills { get; private set; }

    /// <summary>How often it is killed under load.</summary>
    internal abstract int Rounds { get; }

    internal int SentAgain => _sentAgain;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _erp.StartAsync();
        await _dico.StartAsync();
        await _webhook.StartAsync();
        await ReviveAsync(first: true);
        var random = new Random(Seed);
        _work = [.. Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(w)))];
        for (var round = 0; round < Rounds; round++)
        {
            await MomentAsync(random);
            Kills += await KillAsync(random);
            await ReviveAsync();
        }
        _enough = true;
        await Task.WhenAll(_work);
        await Patience.UntilAsync("nothing to be owed", () => Manager.GetAsync("api/v1/manage/deliveries?state=owed"),
            r => r.Json.GetProperty("deliveries").GetArrayLength() == 0, LongestRecovery);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _enough = true;
        await StopAsync();
        foreach (var client in _clients) client.Dispose();
        await _erp.DisposeAsync();
        await _dico.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    /// <summary>How long it may take until what was under way at the last kill is done.</summary>
    protected virtual TimeSpan LongestRecovery => Patience.Limit;

    /// <summary>Where it answers, after its last start: one instance or another, where there are several.</summary>
    protected abstract Uri Address { get; }

    /// <summary>Starts it, or starts it again on what it kept.</summary>
    protected abstract Task StartAsync();

    /// <summary>Kills it, perhaps again on its way up; how often.</summary>
    protected abstract Task<int> KillAsync(Random random);

    /// <summary>Ends it for good.</summary>
    protected abstract Task StopAsync();

    /// <summary>The partner that an order is with.</summary>
    internal IContractor ContractorOf(string order) => order.EndsWith('D') ? _dico : _webhook;

    private async Task ReviveAsync(bool first = false)
    {
        await StartAsync();
        if (first)
        {
            using var setup = new HubSetup(Address, ManageKey);
            await setup.PutDwellingsAsync(Chain.Register, Patience.Token);
            foreach (var partner in new IStandIn[] { _erp, _dico, _webhook })
            {
                await setup.PutPartnerAsync(partner.PartnerId, partner.PartnerDocument(), Patience.Token);
                _keys[partner.PartnerId] = await setup.MakeKeyAsync(partner.PartnerId, Patience.Token);
            }
        }
        Connect();
    }

    /// <summary>Tells the partners where the hub answers now; who has no answer sends again.</summary>
    protected void Connect()
    {
        foreach (var partner in new IStandIn[] { _erp, _dico, _webhook })
        {
            var client = new HubClient(Address, _keys[partner.PartnerId]);
            _clients.Add(client);
            partner.Connect(client);
        }
        _life++;
        _changes.Notify();
    }

    // A number of answers, or of messages that reached the ERP: the one kills between request and answer, the other
    // between a message's arrival at the partner and its being noted here.
    internal async Task MomentAsync(Random random)
    {
        var more = random.Next(0, 40);
        if (random.Next(2) == 0)
        {
            var before = _answered.Count;
            await Patience.ForAsync($"{more} answers", c => _changes.WaitAsync(() => _answered.Count >= before + more || _work.Exists(w => w.IsFaulted), c));
        }
        else
        {
            var before = _erp.Received.Count;
            await Patience.ForAsync($"{more} deliveries", c => _erp.WaitForAsync(r => r.Count >= before + more, c));
        }
    }

    private async Task WorkAsync(int worker)
    {
        while (!_enough)
        {
            var n = Interlocked.Increment(ref _orders);
            IContractor contractor = (n + worker) % 2 == 0 ? _dico : _webhook;
            await LiveAsync(contractor, $"C-{n:0000}{(contractor == _dico ? 'D' : 'W')}");
        }
    }

    private async Task LiveAsync(IContractor contractor, string number)
    {
        var draft = new NewVeraOrder
        {
            Number = number, Dwelling = "N-01", ContractorGln = contractor == _dico ? _dico.LocationNumber : _webhook.LocationNumber,
        };
        var morning = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(2).AddHours(8);
        await ErpSaysAsync(number, "order.placed", reference => _erp.PlaceAsync(draft.ToJson(), reference));
        await SaysAsync(contractor, number, "order.accepted", new OrderAccepted());
        await SaysAsync(contractor, number, "appointment.made", new AppointmentMade(new TimeWindow(morning, morning.AddHours(4))));
        await SaysAsync(contractor, number, "work.started", new WorkStarted());
        await UntilAnsweredAsync(number, "photo.added", _ => contractor.AddPhotoAsync(number, "P-1", PhotoMoment.After, Picture));
        await SaysAsync(contractor, number, "work.completed", new WorkCompleted(DateOnly.FromDateTime(DateTime.UtcNow)));
        await ErpSaysAsync(number, "inspection.passed", reference =>
            _erp.AmendAsync(number, new JsonObject { ["status"] = new JsonObject { ["code"] = "FIN" } }, reference));
        await SaysAsync(contractor, number, "order.closed", new OrderClosed());
    }

    private Task ErpSaysAsync(string number, string what, Func<string, Task<HubAnswer>> say)
    {
        var reference = Guid.NewGuid().ToString("N");
        return UntilAnsweredAsync(number, what, _ => say(reference));
    }

    private Task SaysAsync(IContractor contractor, string number, string what, OrderEvent fact) => UntilAnsweredAsync(number, what, again =>
        again ? contractor.ResendLastAsync(number)
        : contractor is StandInDicoContractor dico ? dico.ReportAsync(number, Glns.Corporation, fact)
        : contractor.ReportAsync(number, fact));

    private async Task UntilAnsweredAsync(string number, string what, Func<bool, Task<HubAnswer>> say)
    {
        for (var again = false; ; again = true)
        {
            var life = _life;
            try
            {
                var answer = await say(again);
                if (answer is { Status: 409, RetryAfter: { } wait })
                {
                    // It is still being worked on, by an instance that may be gone: as the answer says, the sender asks again.
                    Interlocked.Increment(ref _sentAgain);
                    await Task.Delay(wait);
                    continue;
                }
                if (answer.IsSuccess) _answered.Enqueue((number, what));
                else _refused.Enqueue($"{number} {what}: {answer.Status} {answer.Body}");
                _changes.Notify();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Interlocked.Increment(ref _sentAgain);
                // No answer: whether it was taken nobody knows, so the very same message goes again.
                await Patience.ForAsync($"the hub to come back, which did not answer {number} {what}: {e.GetType().Name} {e.Message}",
                    c => _changes.WaitAsync(() => _life != life, c));
            }
        }
    }
}
