using System.Text.Json;
using Hub.Application.Archive;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Messages as they came in, for the administrator.</summary>
public sealed class ArchiveEndpoints(Access access, IMessageArchive archive, KnownPartners partners)
{
    private const int PageSize = 50;

    /// <summary>Lists messages, newest first: <c>?partner=&amp;outcome=accepted|refused|unreadable&amp;cursor=</c></summary>
    [Function("ManageMessages")]
    [QueryWords("partner", "outcome", "cursor")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/messages")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var parameters = new QueryParameters(request);
        var (outcome, partner) = (parameters.Choice<MessageOutcome>("outcome"), parameters.Key("partner"));
        var before = await CursorAsync(parameters, request.HttpContext.RequestAborted);
        if (parameters.Refusal is { } wrong) return wrong;
        var cancel = request.HttpContext.RequestAborted;
        if (await partners.ErrorAsync("?partner", partner, null, async () => (await archive.ListAsync(new MessageQuery(partner, Limit: 1), cancel)).Count > 0, cancel)
            is { } unknown) return request.Refuse(Fault.WrongQuery([unknown]));
        var found = await archive.ListAsync(new MessageQuery(partner, outcome, before, PageSize), cancel);
        return Answers.Json(new MessagesView([.. found.Select(View)], found.Count == PageSize ? found[^1].ReceiptId : null), ManageJson.Default.MessagesView);
    }

    /// <summary>One message by its receipt, without its body.</summary>
    [Function("ManageMessage")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/messages/{receiptId}")] HttpRequest request, string receiptId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (await FindAsync(receiptId, request.HttpContext.RequestAborted) is not { } message) return request.Refuse(Fault.NotFound);
        return Answers.Json(View(message), ManageJson.Default.MessageView);
    }

    /// <summary>The body of a message as it came in, as a file to save: a browser must not show what a stranger sent.</summary>
    [Function("ManageMessageBody")]
    [Audited("message.open", "receiptId")]
    public async Task<IResult> GetBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/messages/{receiptId}/body")] HttpRequest request, string receiptId)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (await FindAsync(receiptId, request.HttpContext.RequestAborted) is not { } message) return request.Refuse(Fault.NotFound);
        return Results.File(message.Body.ToArray(), "application/octet-stream", $"{message.ReceiptId}.bin");
    }

    // The receipt of a page's last message, which the hub knows or did not give.
    private async Task<Guid?> CursorAsync(QueryParameters parameters, CancellationToken cancel)
    {
        if (parameters.Text("cursor") is not { } text) return null;
        if (await FindAsync(text, cancel) is { } last) return last.ReceiptId;
        parameters.Wrong("cursor", "The cursor of a page of this list, whole and as the hub gave it; none for the first page.");
        return null;
    }

    private async Task<ArchivedMessage?> FindAsync(string receiptId, CancellationToken cancel) =>
        Guid.TryParse(receiptId, out var id) ? await archive.FindAsync(id, cancel) : null;

    private static MessageView View(ArchivedMessage m) => new(
        m.ReceiptId, m.PartnerId, m.MessageId, m.Request, m.ContentType, m.Size, m.ReceivedAt,
        JsonNamingPolicy.CamelCase.ConvertName(m.Outcome.ToString()), m.Subject?.Id, m.Reason);
}
