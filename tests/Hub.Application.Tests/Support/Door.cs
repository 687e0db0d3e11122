using System.Text;
using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Support;

/// <summary>A reader that gives what the test put; it never looks at the bytes.</summary>
internal sealed class ScriptedReader(Language language) : IMessageReader
{
    public Language Language => language;

    public ReadResult Result { get; set; } = new ReadResult.Failed([new ReadError("/", "A message.")]);

    /// <summary>What of a body is no picture; null where all of it is none.</summary>
    public string? WithoutItsPictures { get; set; }

    public ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context) => Result;

    public ReadOnlyMemory<byte> WithoutPictures(ReadOnlyMemory<byte> body) => WithoutItsPictures is { } text ? Encoding.UTF8.GetBytes(text) : body;
}

/// <summary>The intake with everything behind it in memory.</summary>
internal sealed class Door
{
    private readonly ScriptedReader _vera = new(Language.Vera);
    private readonly ScriptedReader _canonical = new(Language.Canonical);
    private readonly ReceiveMessage _receive;

    public Door(OrderStory? story = null)
    {
        if (story is not null) Log.With(story);
        Cache = Registry.Cached(Clock);
        Evidence = new MemoryEvidence(Steps);
        Metrics = new HubMetrics(Clock);
        Agenda = new MemoryAgenda(Steps);
        var orders = new OrderMessageHandler(
            Log, new MemoryIntakeStore(Log, Contacts, Agenda, Archive), Archive, Contacts, new StorePictures(Evidence, Agenda, Leases, Clock, Metrics),
            new OrderResolver(Log, Cache, new EarlierNumbers(Views, Clock)), new DecisionContextLoader(Dwellings, Cache), Cache, new PublicAddress(new Uri("https://hub.example/")),
            new RetentionPeriods(TimeSpan.FromDays(90), TimeSpan.FromDays(365)), Clock, NullLogger<OrderMessageHandler>.Instance);
        _receive = new ReceiveMessage([_vera, _canonical], [orders, Cases], Archive, Leases, Clock, Metrics,
            NullLogger<ReceiveMessage>.Instance);
    }

    /// <summary>Handles messages about another kind of subject than orders.</summary>
    public CaseHandler Cases { get; } = new();

    public FakeClock Clock { get; } = new(Given.Start.AddDays(1));

    public HubMetrics Metrics { get; }

    public MemoryViews Views { get; } = new();

    public MemoryLeases Leases { get; } = new();

    public MemoryLog Log { get; } = new();

    public MemoryArchive Archive { get; } = new();

    public MemoryContacts Contacts { get; } = new();

    /// <summary>What was done with pictures and the agenda, in order.</summary>
    public List<string> Steps { get; } = [];

    public MemoryEvidence Evidence { get; }

    public MemoryAgenda Agenda { get; }

    public MemoryDwellings Dwellings { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    public RegistryCache Cache { get; }

    public Order? Order => Log.Order(Given.Id);

    public static IncomingOrderMessage Message(string? id, params OrderCommand[] commands) =>
        new() { MessageId = id, Order = new OrderReference.ByNumber("4711"), Commands = commands };

    public static IncomingOrderMessage Message(string? id, OrderEvent fact) => Message(id, new Report(fact));

    public Task<Answer> ErpSaysAsync(IncomingMessage message, string body = "body", Operation operation = Operation.Post) => SaysAsync(Given.Erp, message, body, operation);

    public Task<Answer> AlfaSaysAsync(IncomingMessage message, string body = "body") => SaysAsync(Given.PartnerAlfa, message, body);

    public async Task<Answer> SaysAsync(Partner partner, IncomingMessage message, string body = "body", Operation operation = Operation.Post, string? key = null)
    {
        var (language, reader) = partner.Role is PartnerRole.Erp ? (Language.Vera, _vera) : (Language.Canonical, _canonical);
        reader.Result = new ReadResult.Read([message]);
        return Assert.Single(await _receive.ReceiveAsync(Submission(partner, language, body) with { Operation = operation, IdempotencyKey = key }, CancellationToken.None));
    }

    /// <summary>Sets what the contractors' reader leaves of a body for the archive.</summary>
    public void ArchivesOnly(string text) => _canonical.WithoutItsPictures = text;

    public Task<IReadOnlyList<Answer>> BatchAsync(Partner partner, params IncomingMessage[] messages)
    {
        _canonical.Result = new ReadResult.Read(messages);
        return _receive.ReceiveAsync(Submission(partner, Language.Canonical, "batch"), CancellationToken.None);
    }

    public async Task<Answer> GibberishAsync(string body, params ReadError[] errors)
    {
        _vera.Result = new ReadResult.Failed(errors);
        return Assert.Single(await _receive.ReceiveAsync(Submission(Given.Erp, Language.Vera, body), CancellationToken.None));
    }

    private static Submission Submission(Partner partner, Language language, string body) => new() { Partner = partner, Language = language, Body = Encoding.UTF8.GetBytes(body) };
}
