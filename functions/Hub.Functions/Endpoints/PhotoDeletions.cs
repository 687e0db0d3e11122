using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Canonical;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Body of a deletion.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="DecidedBy">The role of who decided; not a person's name.</param>
internal sealed record DeletionRequest(string? Reason, string? DecidedBy);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DeletionRequest))]
internal sealed partial class DeletionJson : JsonSerializerContext;

/// <summary>Deletes photos for privacy, for the corporation: its ERP, or the administrator. Contractors ask the corporation, for a photo is proof for both.</summary>
public sealed class PhotoDeletions(Access door, OrderLookup lookup, DeletePhoto delete, PublicAddress hub)
{
    private const int LongestReason = 1_000;

    /// <summary>200 with what remains of the photo, the first time and again.</summary>
    public Task<IResult> DeleteAsync(HttpRequest request, string orderId, string photoId) => door.CallerAsync(request, async asker =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await lookup.FindAsync(asker, orderId, cancel) is not { } found) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        if (asker.Partner is { Role: not PartnerRole.Erp })
            return ErrorFormat.Problem.Answer(request, Fault.Of(new Refusal(RefusalKind.NotAllowed, "corporation-only", "Only the corporation deletes photos.")));
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        DeletionRequest? asked;
        try
        {
            asked = body.Length > 0 ? JsonSerializer.Deserialize(body.Span, DeletionJson.Default.DeletionRequest) : null;
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        List<FaultPlace> faults = [.. Faults(asked)];
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);

        var by = new Actor(PartyRole.Corporation, asker.Partner?.Id);
        var deleted = new PhotoDeleted(photoId, PhotoDeletion.Privacy, asked!.Reason!.Trim(), asked.DecidedBy!.Trim());
        return await delete.DeleteAsync(found.Order.Id, by, deleted, CancellationToken.None) switch
        {
            PhotoAnswer.Done done => OrderReading.Json(w => PhotosViewBuilder.Write(w, done.Order.Id, done.Photo, hub, link: null)),
            PhotoAnswer.Refused refused => ErrorFormat.Problem.Answer(request, Fault.Of(refused.Refusal)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    });

    private static IEnumerable<FaultPlace> Faults(DeletionRequest? asked)
    {
        if (string.IsNullOrWhiteSpace(asked?.Reason) || asked.Reason.Length > LongestReason) yield return new FaultPlace($"Why, in 1 to {LongestReason} characters.", "/reason");
        if (string.IsNullOrWhiteSpace(asked?.DecidedBy) || asked.DecidedBy.Length > Limits.KeyLength)
            yield return new FaultPlace($"The role of who decided, in 1 to {Limits.KeyLength} characters.", "/decidedBy");
    }
}
