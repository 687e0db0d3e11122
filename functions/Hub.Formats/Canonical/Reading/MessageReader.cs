using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Formats.Canonical.Codes;
using Hub.Formats.Fingerprints;

namespace Hub.Formats.Canonical.Reading;

/// <summary>
/// Reads CloudEvents 1.0 in structured JSON, one event or a batch of at most <see cref="Limits.EventsPerBatch"/>. A message's identity is its
/// <c>source</c>, a space and its <c>id</c>. Unknown members are ignored: a new field is optional.
/// </summary>
public sealed class MessageReader : IMessageReader
{
    /// <inheritdoc/>
    public Language Language => Language.Canonical;

    /// <inheritdoc/>
    public ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context)
    {
        if (!JsonText.TryParse(body, out var document, out var error)) return new ReadResult.Failed([error]);
        using (document)
        {
            var errors = new List<ReadError>();
            var messages = new List<IncomingMessage>();
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Array)
            {
                if (ReadEvent(root, "", errors) is { } message) messages.Add(message);
            }
            else if (root.GetArrayLength() is 0 or > Limits.EventsPerBatch)
            {
                errors.Add(new ReadError("", $"Expected a batch of 1 to {Limits.EventsPerBatch} events."));
            }
            else
            {
                var index = 0;
                foreach (var item in root.EnumerateArray())
                {
                    if (ReadEvent(item, $"/{index++}", errors) is { } message)
                        messages.Add(message with { Raw = JsonMarshal.GetRawUtf8Value(item).ToArray() });
                }
            }
            if (errors.Count == 0) return new ReadResult.Read(messages);
            var reported = errors.Take(Limits.ReportedErrors);
            return new ReadResult.Failed([.. BinaryEvent.IsBinary(context) ? reported.Select(BinaryEvent.AtHeader) : reported]);
        }
    }

    private static IncomingOrderMessage? ReadEvent(JsonElement root, string place, List<ReadError> errors)
    {
        var before = errors.Count;
        Shape.Of(typeof(EnvelopeData)).Check(root, place, errors);
        if (root.ValueKind is not JsonValueKind.Object) return null;
        CheckAttributes(root, place, errors);
        var type = TypeOf(root, place, errors);
        var data = type is null ? null : DataOf(root, type, place, errors);
        if (errors.Count > before || type is null || data is null) return null;

        var envelope = root.Deserialize(PayloadJson.Default.EnvelopeData)!;
        var (command, resident) = type.Read(data.Value);
        var (messageId, asSent) = ($"{KeyText.Of(envelope.Source)} {KeyText.Of(envelope.Id)}", $"{envelope.Source} {envelope.Id}");
        // That the data is JSON goes without saying (CloudEvents 1.0, section 3.1): an event that says so is the same event.
        var meaning = JsonFingerprint.Of(root, KnownMembers.KindOf, BinaryEvent.IsJson(envelope.DataContentType) ? "datacontenttype" : null);
        return meaning.Of(new IncomingOrderMessage
        {
            MessageId = messageId,
            EarlierMessageId = messageId == asSent ? null : asSent,
            CorrelationId = ContentMap.Given(envelope.CorrelationId),
            // As it was sent: an earlier version made the order's id of that.
            Order = command is Hub.Domain.Orders.PlaceOrder
                ? new OrderReference.ByNumber(data.Value.GetProperty("number").GetString()!)
                : new OrderReference.ByIdOrNumber(envelope.Subject!),
            Commands = [command],
            OccurredAt = envelope.Time,
            Contact = resident,
            ContractorPlace = data.Value.TryGetProperty("contractor", out _) ? $"{place}/data/contractor" : null,
        });
    }

    private static void CheckAttributes(JsonElement root, string place, List<ReadError> errors)
    {
        if (Text(root, "specversion") is { Length: > 0 } version && version != "1.0")
            errors.Add(new ReadError($"{place}/specversion", "Expected 1.0, the version of CloudEvents that the hub reads."));
        if (Text(root, "source") is { } source && source.Any(char.IsWhiteSpace) && !string.IsNullOrWhiteSpace(source))
            errors.Add(new ReadError($"{place}/source", "Expected a URI reference, which has no white space."));
        if (Text(root, "datacontenttype") is { } media && !IsJson(media))
            errors.Add(new ReadError($"{place}/datacontenttype", "Expected application/json, or no datacontenttype."));
        if (Has(root, "dataschema"))
            errors.Add(new ReadError($"{place}/dataschema", "Expected no dataschema: the type and its version say what data holds."));
        if (Has(root, "data_base64"))
            errors.Add(new ReadError($"{place}/data_base64", "Expected data as a JSON object: the hub takes no binary events, and photos are sent as files."));
    }

    private static EventType? TypeOf(JsonElement root, string place, List<ReadError> errors)
    {
        // An absent or blank type has been named already.
        if (KeyText.Given(Text(root, "type")) is not { } name) return null;
        var type = EventTypes.Find(name);
        if (type is null)
            errors.Add(new ReadError($"{place}/type", "Expected a type of the hub, such as nl.ketenhub.work.started.v1."));
        else if (type.NotFromPartners is { } why)
            errors.Add(new ReadError($"{place}/type", $"Expected a type that a partner may send. {why}"));
        else if (type.Event != typeof(Hub.Domain.Orders.OrderPlaced) && KeyText.Of(Text(root, "subject")).Length == 0)
            errors.Add(new ReadError($"{place}/subject", "Expected the order: the hub's id of it or the ERP's order number; it is required."));
        return type is { NotFromPartners: null } ? type : null;
    }

    private static JsonElement? DataOf(JsonElement root, EventType type, string place, List<ReadError> errors)
    {
        var shape = Shape.Of(type.Data);
        if (Has(root, "data"))
        {
            var data = root.GetProperty("data");
            shape.Check(data, $"{place}/data", errors);
            return data;
        }
        if (Has(root, "dataref"))
        {
            errors.Add(new ReadError($"{place}/data", "Expected data in the event itself: the hub does not fetch dataref."));
            return null;
        }
        // An event whose data is all optional may come without any.
        shape.Check(Empty, $"{place}/data", errors);
        return Empty;
    }

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    private static bool Has(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static bool IsJson(string media) =>
        media.Split(';', 2)[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
