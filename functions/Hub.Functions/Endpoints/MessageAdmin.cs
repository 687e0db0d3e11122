using System.Text.Json;
using Hub.Application.Archive;
using Hub.Application.Retention;
using Hub.Domain.Orders;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the manage face does with messages as they came in, and with personal data.</summary>
public sealed class MessageAdmin(Access door, IMessageArchive archive, EraseContacts contacts)
{
    private const int PageSize = 50;

    /// <summary><c>?partner=&amp;outcome=accepted|refused|unreadable&amp;cursor=</c>, newest first.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var asked = new QueryParameters(request);
        var (outcome, partner) = (asked.Choice<MessageOutcome>("outcome"), asked.Text("partner"));
        if (asked.Refusal is { } wrong) return wrong;
        var before = Guid.TryParse(request.Query["cursor"].ToString(), out var cursor) ? cursor : (Guid?)null;
        var found = await archive.ListAsync(new MessageQuery(partner, outcome, before, PageSize), request.HttpContext.RequestAborted);
        var page = new MessagesView([.. found.Select(View)], found.Count == PageSize ? found[^1].ReceiptId : null);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(page, ManageJson.Default.MessagesView), "application/json");
    });

    /// <summary>One message, without its body.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string receiptId) => FoundAsync(request, receiptId, message =>
        Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(View(message), ManageJson.Default.MessageView), "application/json"));

    /// <summary>The body as it came in, to be saved and not shown: it is a stranger's.</summary>
    public Task<IResult> GetBodyAsync(HttpRequest request, string receiptId) => FoundAsync(request, receiptId, message =>
        Results.File(message.Body.ToArray(), "application/octet-stream", $"{message.ReceiptId}.bin"));

    /// <summary>204; 404 where there is no contact.</summary>
    public Task<IResult> EraseContactAsync(HttpRequest request, string orderId) => door.ManagerAsync(request, async () =>
        OrderId.TryParse(orderId, out var id) && await contacts.EraseAsync(id, request.HttpContext.RequestAborted)
            ? Results.NoContent()
            : ErrorFormat.Problem.Answer(request, Fault.NotFound));

    private Task<IResult> FoundAsync(HttpRequest request, string receiptId, Func<ArchivedMessage, IResult> show) => door.ManagerAsync(request, async () =>
        Guid.TryParse(receiptId, out var id) && await archive.FindAsync(id, request.HttpContext.RequestAborted) is { } message
            ? show(message)
            : ErrorFormat.Problem.Answer(request, Fault.NotFound));

    private static MessageView View(ArchivedMessage m) => new(
        m.ReceiptId, m.PartnerId, m.MessageId, m.Request, m.ContentType, m.Size, m.ReceivedAt,
        JsonNamingPolicy.CamelCase.ConvertName(m.Outcome.ToString()), m.Subject?.Id, m.Reason);
}
