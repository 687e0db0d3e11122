using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Hub.Demo.Servers;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Writing;

namespace Hub.Demo.Contractors;

/// <summary>An order at a DICO contractor.</summary>
/// <param name="Number">InstructionNumber.</param>
/// <param name="SubNumber">InstructionSubNumber.</param>
/// <param name="BuyerGln">GLN of the client.</param>
/// <param name="Instruction">The latest MaintenanceInstruction.</param>
/// <param name="Versions">Number of instructions received.</param>
public sealed record DicoOrder(string Number, string SubNumber, string BuyerGln, XElement Instruction, int Versions);

/// <summary>A contractor whose system uses DICO SALES005 with the codes of one generation.</summary>
/// <param name="name">Display name.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="gln">Its GS1 location number.</param>
/// <param name="generation">Generation of its status codes.</param>
/// <param name="options">Clock and observer.</param>
public sealed class StandInDicoContractor(string name, string partnerId, string gln, DicoGeneration generation, StandInOptions? options = null)
    : StandInServer($"{name} (DICO {generation})", options), IContractor
{
    private readonly Lock _gate = new();
    private readonly MessageHistory _history = new();
    private readonly Dictionary<string, DicoOrder> _orders = [];
    private HubClient? _hub;

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <summary>Its GS1 location number.</summary>
    public string LocationNumber => gln;

    /// <summary>Generation of its status codes.</summary>
    public DicoGeneration Generation => generation;

    /// <summary>The API key that the hub must send.</summary>
    public string ApiKey { get; } = $"dico-{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public JsonObject PartnerDocument() => new()
    {
        ["role"] = "Contractor",
        ["name"] = name,
        ["gln"] = gln,
        ["connection"] = new JsonObject
        {
            ["language"] = "Dico", ["transport"] = "Https", ["url"] = new Uri(Url, "dico").ToString(), ["dicoGeneration"] = generation.ToString(),
            ["headers"] = new JsonObject { [HubClient.KeyHeader] = ApiKey },
        },
    };

    /// <inheritdoc/>
    public void Connect(HubClient hub) => _hub = hub;

    /// <summary>An order that it received, or null.</summary>
    public DicoOrder? Find(string number)
    {
        lock (_gate) return _orders.GetValueOrDefault(number);
    }

    /// <inheritdoc/>
    public bool CanReport(OrderEvent fact) => DicoStatusCodes.Codes(fact, generation) is not null;

    /// <inheritdoc/>
    public Task<HubAnswer> ReportAsync(string number, OrderEvent fact, CancellationToken cancel = default)
    {
        var order = Find(number) ?? throw new InvalidOperationException($"{Name} never received order {number}.");
        return ReportAsync(number, order.BuyerGln, fact, cancel);
    }

    /// <summary>Reports an event of any order, also of one that it never received.</summary>
    public Task<HubAnswer> ReportAsync(string number, string buyerGln, OrderEvent fact, CancellationToken cancel = default)
    {
        var codes = DicoStatusCodes.Codes(fact, generation) ?? throw new ArgumentException($"DICO {generation} has no code for {fact.Name}.", nameof(fact));
        var body = MaintenanceStatusWriter.Write(buyerGln, gln, number, Find(number)?.SubNumber ?? "1", codes, fact, Clock.GetUtcNow());
        _history.AddSent(number, body);
        Observe(number, Name, StandInOptions.Hub, DicoStatusCodes.Describe(codes));
        return PostAsync(body, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> ResendLastAsync(string number, CancellationToken cancel = default)
    {
        Observe(number, Name, StandInOptions.Hub, "the same message again");
        return PostAsync(_history.LastSent(number), cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default)
    {
        Observe(number, Name, StandInOptions.Hub, $"photo {photoId}");
        return Hub.PutPhotoAsync(number, photoId, moment, picture, cancel);
    }

    private HubClient Hub => _hub ?? throw new InvalidOperationException($"{Name} is not connected to a hub.");

    /// <summary>Sends bytes unchanged to the hub's DICO endpoint.</summary>
    public Task<HubAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancel = default) =>
        Hub.SendAsync(HttpMethod.Post, "api/dico/messages", body, "application/xml; charset=utf-8", null, cancel);

    /// <inheritdoc/>
    public IReadOnlyList<ReceivedEvent> ReceivedFor(string number) => _history.ReceivedFor(number);

    /// <inheritdoc/>
    public Task WaitForMessagesAsync(string number, int known, CancellationToken cancel = default) =>
        Changes.WaitAsync(() => _history.ReceivedFor(number).Count > known, cancel);

    /// <inheritdoc/>
    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        if (request.Header(HubClient.KeyHeader) != ApiKey) return new StandInAnswer(401);
        if (request.Method != "POST") return new StandInAnswer(405);
        if (Parse(request) is not { } root) return StandInAnswer.Rejected(400, "Not XML.");

        // The hub tries the connection: taken, and nothing follows from it.
        if (root.Name == XName.Get(TestMessageWriter.Document, TestMessageWriter.Namespace)) return StandInAnswer.Accepted;

        var ns = root.Name.Namespace;
        var isInstruction = root.Name == XName.Get(ElementNames.MaintenanceInstruction, ElementNames.InstructionNamespace);
        if (!isInstruction && root.Name != XName.Get(ElementNames.MaintenanceStatus, ElementNames.StatusNamespace))
            return StandInAnswer.Rejected(400, "Unknown document.");
        if (root.Element(ns + ElementNames.MessageNumber)?.Value is not { Length: > 0 and <= 35 } message
            || root.Element(ns + ElementNames.Buyer)?.Element(ns + ElementNames.Gln)?.Value is not { } buyer
            || root.Element(ns + ElementNames.InstructionData) is not { } data
            || data.Element(ns + ElementNames.InstructionNumber)?.Value is not { } number)
            return StandInAnswer.Rejected(400, "A required part is missing.");
        if (root.Element(ns + ElementNames.Contractor)?.Element(ns + ElementNames.Gln)?.Value != gln)
            return StandInAnswer.Rejected(400, "Another contractor's message.");

        var what = isInstruction ? Instruction(data, ns) : Status(data, ns);
        var isNew = _history.AddReceived(number, new ReceivedEvent(message, what), isInstruction ? () => Keep(number, buyer, root, data) : null);
        Observe(number, StandInOptions.Hub, Name, isNew ? what : $"{what} (duplicate)");
        Changes.Notify();
        return StandInAnswer.Accepted;
    }

    private static XElement? Parse(ReceivedRequest request)
    {
        try
        {
            using var stream = new MemoryStream(request.Body.ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Keep(string number, string buyer, XElement root, XElement data)
    {
        lock (_gate)
        {
            var versions = _orders.TryGetValue(number, out var earlier) ? earlier.Versions : 0;
            var sub = data.Element(root.Name.Namespace + ElementNames.InstructionSubNumber)?.Value ?? "1";
            _orders[number] = new DicoOrder(number, sub, buyer, root, versions + 1);
        }
    }

    private static string Instruction(XElement data, XNamespace ns)
    {
        var information = data.Element(ns + ElementNames.InstructionInformation);
        return $"MaintenanceInstruction {information?.Element(ns + ElementNames.InstructionType)?.Value} {FirstLine(data, ns)}".TrimEnd();
    }

    private static string Status(XElement data, XNamespace ns)
    {
        var code = data.Element(ns + ElementNames.Status)?.Value ?? "";
        return $"{(code.Length == 3 ? DicoStatusCodes.Describe(code) : code)} {FirstLine(data, ns)}".TrimEnd();
    }

    private static string FirstLine(XElement data, XNamespace ns) =>
        data.Element(ns + ElementNames.FreeText)?.Value.Split('\n')[0] is { Length: > 0 } words ? $"\"{words}\"" : "";
}
