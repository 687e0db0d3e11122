using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Domain;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The mailbox of partners that fetch: a message stays until it is deleted.</summary>
public sealed class MailboxEndpoints(Mailbox mailbox)
{
    /// <summary>What waits, oldest first.</summary>
    [Function("Mailbox")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/mailbox")] HttpRequest request) => mailbox.ListAsync(request);

    /// <summary>Takes a message off: the partner has it.</summary>
    [Function("MailboxDelete")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/mailbox/{deliveryId}")] HttpRequest request, string deliveryId) =>
        mailbox.DeleteAsync(request, deliveryId);
}

/// <summary>What the mailbox face does.</summary>
public sealed class Mailbox(Access door, ManageDeliveries deliveries)
{
    /// <summary><c>{"messages": [{deliveryId, orderId, contentType, createdAt, body | text}]}</c>: JSON bodies as JSON, others as text.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.PartnerAsync(request, ErrorFormat.Problem, async partner =>
    {
        var asked = new QueryParameters(request);
        var limit = asked.Limit(20, Limits.ItemsPerPage);
        if (asked.Refusal is { } wrong) return wrong;

        var waiting = await deliveries.MailboxAsync(partner, limit, request.HttpContext.RequestAborted);
        var buffer = new ArrayBufferWriter<byte>(4096);
        // For a machine or a terminal, never put into a page: XML stays readable.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
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
                    json.WriteRawValue(message.Body.Span);
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
        return Results.Bytes(buffer.WrittenMemory, "application/json");
    });

    /// <summary>204 where the message is taken off, also the second time.</summary>
    public Task<IResult> DeleteAsync(HttpRequest request, string deliveryId) => door.PartnerAsync(request, ErrorFormat.Problem, async partner =>
        await deliveries.AcknowledgeAsync(partner, deliveryId, request.HttpContext.RequestAborted)
            ? Results.NoContent()
            : ErrorFormat.Problem.Answer(request, Fault.NotFound));
}
