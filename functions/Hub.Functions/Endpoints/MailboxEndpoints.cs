using System.Text;
using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Domain;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The mailbox of partners that fetch their messages: a message stays until it is deleted.</summary>
public sealed class MailboxEndpoints(Access access, ManageDeliveries deliveries)
{
    /// <summary>What waits, oldest first: <c>?limit=</c></summary>
    [Function("Mailbox")]
    [QueryWords("limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/mailbox")] HttpRequest request)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        var parameters = new QueryParameters(request);
        var limit = parameters.Limit(20, Limits.ItemsPerPage);
        if (parameters.Refusal is { } wrong) return wrong;
        var waiting = await deliveries.MailboxAsync(partner, limit, request.HttpContext.RequestAborted);
        return Answers.Json(w => Write(w, waiting));
    }

    /// <summary>Deletes a message, which the partner has now; 204, also the second time.</summary>
    [Function("MailboxDelete")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/mailbox/{deliveryId}")] HttpRequest request, string deliveryId)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        return await deliveries.AcknowledgeAsync(partner, deliveryId, request.HttpContext.RequestAborted)
            ? Results.NoContent()
            : request.Refuse(Fault.NotFound);
    }

    // JSON bodies as JSON, written anew so that the whole answer has one encoding; others as text.
    private static void Write(Utf8JsonWriter json, IReadOnlyList<(Delivery Delivery, OutboundMessage Message)> waiting)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var (delivery, message) in waiting)
        {
            json.WriteStartObject();
            json.WriteString("deliveryId", delivery.Id);
            json.WriteString("orderId", delivery.Stream.Id);
            json.WriteString("event", delivery.EventName);
            json.WriteString("createdAt", delivery.CreatedAt);
            json.WriteString("contentType", message.ContentType);
            if (message.ContentType.Contains("json", StringComparison.Ordinal))
            {
                json.WritePropertyName("body");
                JsonElement.Parse(message.Body.Span).WriteTo(json);
            }
            else
            {
                json.WriteString("text", Encoding.UTF8.GetString(message.Body.Span));
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
