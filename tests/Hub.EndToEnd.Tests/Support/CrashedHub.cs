using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Setup;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

using Hub.Testing;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// A hub that was killed again and again while several partners sent it messages, and then went on until nothing was owed.
/// A partner that gets no answer sends the same message again, as partners do. The seed is fixed; what it meets is not.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends a fixture with IAsyncLifetime.DisposeAsync, which disposes all of it.")]
public sealed class CrashedHub : IAsyncLifetime
{
    private const int Rounds = 16;
    private const int Workers = 6;
    private const int Seed = 20260302;
    private const string ManageKey = "manage-key-of-the-crash-test";

    // The same picture on every order: what one of them loses must not be made up for by another.
    private static readonly byte[] Picture = Testing.Pictures.JpegBuilder.Full();

    private readonly TempFolder _data = new();
    private readonly StandInErp _erp = new("ERP De Proef", "erp");
    private readonly StandInDicoContractor _dico = new("Cement", "cement", Glns.Of(13), DicoGeneration.C);
    private readonly StandInWebhookContractor _webhook = new("Haakman", "haakman", Glns.Of(14));
    private readonly Dictionary<string, string> _keys = [];
    private readonly ConcurrentQueue<(string Order, string Said)> _answered = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly ChangeSignal _changes = new();
    private readonly List<HubClient> _clients = [];
    private HubProcess? _hub;
    private volatile int _life;
    private volatile bool _enough;
    private int _orders;
    private int _sentAgain;

    internal StandInErp Erp => _erp;

    internal IReadOnlyList<IContractor> Contractors => [_dico, _webhook];

    /// <summary>Every message that the hub answered with 2xx, by order, in the order of the answers.</summary>
    internal IReadOnlyCollection<(string Order, string Said)> Answered => _answered;

    /// <summary>Answers other than 2xx; a message of this test deserves none.</summary>
    internal IReadOnlyCollection<string> Refused => _refused;

    /// <summary>The hub after its last start.</summary>
    internal Caller Manager => new(_hub!.Address, ManageKey);

    /// <summary>Files of photos that came in half, after the last start.</summary>
    internal IEnumerable<string> PartsOfPhotos =>
        Directory.EnumerateFiles(_data.Path, "*.draft", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(_data.Path, "*.part", SearchOption.AllDirectories));

    internal int Kills { get; private set; }

    internal int SentAgain => _sentAgain;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _erp.StartAsync();
        await _dico.StartAsync();
        await _webhook.StartAsync();
        await ReviveAsync(first: true);
        var random = new Random(Seed);
        var work = Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(w))).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            await MomentAsync(random, work);
            await _hub!.KillAsync();
            Kills++;
            await _hub.DisposeAsync();
            // Now and then it dies again on its way up, wherever that is.
            if (random.Next(4) == 0) await StillbornAsync();
            await ReviveAsync();
        }
        _enough = true;
        await Task.WhenAll(work);
        await Patience.UntilAsync("nothing to be owed", () => Manager.GetAsync("api/v1/manage/deliveries?state=owed"),
            r => r.Json.GetProperty("deliveries").GetArrayLength() == 0);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _enough = true;
        if (_hub is not null) await _hub.DisposeAsync();
        foreach (var client in _clients) client.Dispose();
        await _erp.DisposeAsync();
        await _dico.DisposeAsync();
        await _webhook.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>The partner that an order is with.</summary>
    internal IContractor ContractorOf(string order) => order.EndsWith('D') ? _dico : _webhook;

    private async Task ReviveAsync(bool first = false)
    {
        _hub = await HubProcess.StartAsync(_data.Path, ("Hub:ManageKey", ManageKey));
        if (first)
        {
            using var setup = new HubSetup(_hub.Address, ManageKey);
            await setup.PutDwellingsAsync(Chain.Register, Patience.Token);
            foreach (var partner in new IStandIn[] { _erp, _dico, _webhook })
            {
                await setup.PutPartnerAsync(partner.PartnerId, partner.PartnerDocument(), Patience.Token);
                _keys[partner.PartnerId] = await setup.MakeKeyAsync(partner.PartnerId, Patience.Token);
            }
        }
        foreach (var partner in new IStandIn[] { _erp, _dico, _webhook })
        {
            var client = new HubClient(_hub.Address, _keys[partner.PartnerId]);
            _clients.Add(client);
            partner.Connect(client);
        }
        _life++;
        _changes.Notify();
    }

    // A number of answers, or of messages that reached the ERP: the one kills between request and answer, the other
    // between a message's arrival at the partner and its being noted here.
    private async Task MomentAsync(Random random, List<Task> work)
    {
        var more = random.Next(0, 40);
        if (random.Next(2) == 0)
        {
            var before = _answered.Count;
            await Patience.ForAsync($"{more} answers", c => _changes.WaitAsync(() => _answered.Count >= before + more || work.Exists(w => w.IsFaulted), c));
        }
        else
        {
            var before = _erp.Received.Count;
            await Patience.ForAsync($"{more} deliveries", c => _erp.WaitForAsync(r => r.Count >= before + more, c));
        }
    }

    private async Task StillbornAsync()
    {
        await using var hub = HubProcess.Begin(_data.Path, ("Hub:ManageKey", ManageKey));
        // It holds the directory: somewhere between opening its files and listening.
        await Patience.UntilAsync("the start to begin", () => hub.Error.Length > 0 || HoldsDirectory());
        await hub.KillAsync();
        Kills++;
    }

    private bool HoldsDirectory()
    {
        try
        {
            using var free = new FileStream(_data.File("runtime.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
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
                if (answer.IsSuccess) _answered.Enqueue((number, what));
                else _refused.Enqueue($"{number} {what}: {answer.Status} {answer.Body}");
                _changes.Notify();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Interlocked.Increment(ref _sentAgain);
                // No answer: whether it was taken nobody knows, so the very same message goes again.
                await Patience.ForAsync("the hub to come back", c => _changes.WaitAsync(() => _life != life, c));
            }
        }
    }
}
