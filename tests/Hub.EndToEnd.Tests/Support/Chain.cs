using System.Text.Json;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A hub with a corporation's ERP and one contractor of every sort, all known to each other.</summary>
internal sealed class Chain : IAsyncDisposable
{
    /// <summary>Dwellings of the register: number, complex, area.</summary>
    public const string Register = """
        id;street;houseNumber;postalCode;city;complex;area;type
        N-01;Merelstraat;2;1234AB;Lindedam;C-100;Noord;appartement
        N-02;Merelstraat;4;1234AB;Lindedam;C-100;Noord;appartement
        Z-01;Wilgenlaan;1;1235CD;Lindedam;C-200;Zuid;eengezinswoning
        """;

    private readonly Dictionary<string, (string Gln, Caller Caller)> _partners = [];
    private int _numbers;

    private Chain(HubHost hub, TimeProvider clock)
    {
        Hub = hub;
        Clock = clock;
        var options = new StandInOptions { Clock = clock };
        Erp = new StandInErp("ERP De Proef", "erp", options);
        DicoA = new StandInDicoContractor("Troffel", "troffel", Glns.Of(11), DicoGeneration.A, options);
        DicoB = new StandInDicoContractor("Borgman", "borgman", Glns.Of(12), DicoGeneration.B, options);
        DicoC = new StandInDicoContractor("Cement", "cement", Glns.Of(13), DicoGeneration.C, options);
        Webhook = new StandInWebhookContractor("Haakman", "haakman", Glns.Of(14), options);
        Mailbox = new MailboxContractor("Postbus", "postbus", Glns.Of(15), options);
    }

    public HubHost Hub { get; }

    public TimeProvider Clock { get; }

    public StandInErp Erp { get; }

    public StandInDicoContractor DicoA { get; }

    public StandInDicoContractor DicoB { get; }

    public StandInDicoContractor DicoC { get; }

    public StandInWebhookContractor Webhook { get; }

    public MailboxContractor Mailbox { get; }

    /// <summary>Asks with the manage key.</summary>
    public Caller Manager => Hub.Manager;

    /// <summary>Today by the chain's clock.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public static Task<Chain> StartAsync(TimeProvider? clock = null, params (string Name, string Value)[] settings) => StartAsync(null, clock, settings);

    public static async Task<Chain> StartAsync(Action<IServiceCollection>? more, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var chain = new Chain(await HubHost.StartAsync(more, clock, settings), clock ?? TimeProvider.System);
        try
        {
            await chain.MeetAsync();
            return chain;
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks with the key of a partner.</summary>
    public Caller As(IStandIn partner) => _partners[partner.PartnerId].Caller;

    public string GlnOf(IContractor contractor) => _partners[contractor.PartnerId].Gln;

    /// <summary>An order number that no other test has.</summary>
    public string NextNumber() => $"O-{Interlocked.Increment(ref _numbers):0000}";

    /// <summary>A visit some days from now.</summary>
    public TimeWindow Visit(int days = 2)
    {
        var morning = new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(8);
        return new TimeWindow(morning, morning.AddHours(4));
    }

    /// <summary>An order for a contractor; null leaves it to routing.</summary>
    public NewVeraOrder Draft(IContractor? contractor, string? number = null) => new()
    {
        Number = number ?? NextNumber(), Dwelling = "N-01", ContractorGln = contractor is null ? null : GlnOf(contractor),
        Tasks = [new NewVeraTask("1", "Kraan vervangen", "K-100", 85.50m)],
    };

    /// <summary>The ERP places an order; its number.</summary>
    public async Task<string> PlaceAsync(IContractor? contractor)
    {
        var draft = Draft(contractor);
        (await Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        return draft.Number;
    }

    /// <summary>Makes a key that may only read, of all orders or of one contractor's.</summary>
    public async Task<(Caller Caller, string Id)> MakeReaderAsync(string? contractor = null)
    {
        var body = JsonSerializer.Serialize(contractor is null ? (object)new { name = "Power BI" } : new { name = "Power BI", contractor });
        var made = (await Manager.PostAsync("api/v1/manage/reader-keys", body, "application/json")).Expect(201).Json;
        return (Hub.With(made.GetProperty("key").GetString()), made.GetProperty("id").GetString()!);
    }

    /// <summary>The ERP places an order, and its contractor has it.</summary>
    public async Task<string> PlaceAndReachAsync(IContractor contractor)
    {
        var number = await PlaceAsync(contractor);
        await HearsAsync(contractor, number, 1);
        return number;
    }

    /// <summary>Ends when a contractor heard so many messages about an order; what it heard.</summary>
    public static async Task<IReadOnlyList<string>> HearsAsync(IContractor contractor, string number, int messages)
    {
        await Patience.ForAsync($"{contractor.Name} to hear {messages} messages about {number}", c => contractor.WaitForMessagesAsync(number, messages - 1, c));
        return [.. contractor.ReceivedFor(number).Select(h => h.Summary)];
    }

    /// <summary>Ends when the ERP heard so many messages about an order; name and status of each.</summary>
    public async Task<IReadOnlyList<string>> ErpHearsAsync(string number, int messages)
    {
        await Patience.ForAsync($"the ERP to hear {messages} messages about {number}", c => Erp.WaitForOrderAsync(number, o => o.Events.Count >= messages, c));
        return [.. Erp.Order(number).Events.Select(e => $"{e.Name} {e.Status}")];
    }

    /// <summary>The order as the administrator sees it.</summary>
    public async Task<JsonElement> OrderAsync(string number) => (await Manager.GetAsync($"api/v1/orders/{number}")).Expect(200).Json;

    public async Task<string> StatusAsync(string number) => (await OrderAsync(number)).GetProperty("status").GetString()!;

    /// <summary>The types of all that happened, without prefix and version.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync(string number) => [.. (await TimelineDocumentAsync(number)).GetProperty("events").EnumerateArray()
        .Select(e => e.GetProperty("type").GetString()!["nl.ketenhub.".Length..^".v1".Length])];

    public async Task<JsonElement> TimelineDocumentAsync(string number) => (await Manager.GetAsync($"api/v1/orders/{number}/timeline")).Expect(200).Json;

    /// <summary>Deliveries about an order to a partner, in the order in which they go.</summary>
    public async Task<IReadOnlyList<DeliverySeen>> DeliveriesAsync(string number, IStandIn partner)
    {
        var id = (await OrderAsync(number)).GetProperty("id").GetString();
        var page = (await Manager.GetAsync($"api/v1/manage/deliveries?orderId={id}&partner={partner.PartnerId}&limit=200")).Expect(200).Json;
        return [.. page.GetProperty("deliveries").EnumerateArray().Select(DeliverySeen.Of).OrderBy(d => d.Version)];
    }

    /// <summary>Looks at the deliveries of a lane until they are as wanted.</summary>
    public Task<IReadOnlyList<DeliverySeen>> DeliveriesAsync(string number, IStandIn partner, string what, Func<IReadOnlyList<DeliverySeen>, bool> condition) =>
        Patience.UntilAsync(what, () => DeliveriesAsync(number, partner), condition);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Erp.DisposeAsync();
        await DicoA.DisposeAsync();
        await DicoB.DisposeAsync();
        await DicoC.DisposeAsync();
        await Webhook.DisposeAsync();
    }

    private async Task MeetAsync()
    {
        await Erp.StartAsync();
        await DicoA.StartAsync();
        await DicoB.StartAsync();
        await DicoC.StartAsync();
        await Webhook.StartAsync();
        await Hub.Setup.PutDwellingsAsync(Register, Patience.Token);
        await MeetAsync(Erp, "");
        await MeetAsync(DicoA, DicoA.LocationNumber);
        await MeetAsync(DicoB, DicoB.LocationNumber);
        await MeetAsync(DicoC, DicoC.LocationNumber);
        await MeetAsync(Webhook, Webhook.LocationNumber!);
        await MeetAsync(Mailbox, (string)Mailbox.PartnerDocument()["gln"]!);
    }

    private async Task MeetAsync(IStandIn partner, string gln)
    {
        var client = await Hub.Setup.ConnectAsync(partner, Patience.Token);
        _partners[partner.PartnerId] = (gln, Hub.With(client.ApiKey));
    }
}

/// <summary>A delivery as the manage face shows it.</summary>
internal sealed record DeliverySeen(string Id, int Version, string Event, string State, int Attempts, int Failures, DateTimeOffset? NextAttemptAt, string? Note)
{
    public static DeliverySeen Of(JsonElement d) => new(
        d.GetProperty("id").GetString()!, d.GetProperty("version").GetInt32(), d.GetProperty("event").GetString()!, d.GetProperty("state").GetString()!,
        d.GetProperty("attempts").GetInt32(), d.GetProperty("failures").GetInt32(),
        d.TryGetProperty("nextAttemptAt", out var next) ? next.GetDateTimeOffset() : null, d.TryGetProperty("note", out var note) ? note.GetString() : null);
}

/// <summary>A chain that the tests of one class share.</summary>
public sealed class ChainFixture : IAsyncLifetime
{
    internal Chain Chain { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Chain = await Chain.StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Chain.DisposeAsync();
}
