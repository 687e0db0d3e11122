using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;

namespace Hub.Functions.Endpoints;

/// <summary>What came of a test message.</summary>
/// <param name="Partner">Who got it.</param>
/// <param name="MessageId">Its identity at the receiver.</param>
/// <param name="Sent">What was asked of the partner's system: method and media type.</param>
/// <param name="Delivered">True where it took the message.</param>
/// <param name="Status">Its HTTP status; null where there was no answer.</param>
/// <param name="Failure">Why it did not take it, in a word.</param>
/// <param name="Detail">The same in a sentence, with until when the hub waits for the partner.</param>
/// <param name="Milliseconds">How long its answer took.</param>
/// <param name="BroughtForward">Where it was taken, by a partner that is not disabled: of how many orders messages waited for the partner and go now.</param>
/// <param name="WaitsUntil">Where it was not: when what waits for the partner is tried next.</param>
/// <param name="DisabledBecause">Why nothing that waits goes to the partner, and what to do about it; null where it is not disabled.</param>
internal sealed record PartnerTestView(
    string Partner, string MessageId, string Sent, bool Delivered, int? Status, string? Failure, string? Detail, long Milliseconds,
    int? BroughtForward, DateTimeOffset? WaitsUntil, string? DisabledBecause)
{
    public static PartnerTestView Of(string partner, TestPartnerResult.Sent sent)
    {
        var failed = sent.Result as SendResult.Failed;
        var what = sent.Message.Body.IsEmpty ? sent.Message.Path : sent.Message.ContentType;
        return new PartnerTestView(
            partner, sent.MessageId, $"{sent.Message.Method} {what}", failed is null, failed is null ? (sent.Result as SendResult.Delivered)?.Status : failed.Status,
            failed is null ? null : JsonNamingPolicy.CamelCase.ConvertName(failed.Kind.ToString()), DetailOf(failed, sent.WaitsUntil), (long)sent.Took.TotalMilliseconds,
            failed is null && sent.DisabledBecause is null ? sent.BroughtForward : null, sent.WaitsUntil, sent.DisabledBecause);
    }

    private static string? DetailOf(SendResult.Failed? failed, DateTimeOffset? until) => failed is null || until is not { } at
        ? failed?.Detail
        : string.Create(CultureInfo.InvariantCulture, $"{failed.Detail} What waits for this partner is tried again at {at:yyyy-MM-ddTHH:mm:ssZ}.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartnerTestView))]
internal sealed partial class PartnerTestJson : JsonSerializerContext;
