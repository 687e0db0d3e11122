using System.Text.Json;
using Hub.Application.Audit;
using Hub.Domain;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The audit log, for the administrator.</summary>
public sealed class AuditEndpoints(Access access, IAuditLog log, PageCursors cursors)
{
    private const string ListName = "audit";

    /// <summary>
    /// Lists what was changed by hand and which messages were opened, newest first:
    /// <c>?from=&amp;to=&amp;action=&amp;target=&amp;actor=&amp;cursor=&amp;limit=</c>
    /// </summary>
    [Function("ManageAudit")]
    [QueryWords("from", "to", "action", "target", "actor", "cursor", "limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/audit")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var parameters = new QueryParameters(request);
        var query = new AuditQuery
        {
            From = parameters.Time("from"), To = parameters.Time("to"), Action = parameters.Text("action", AuditEntry.MaxAction),
            Target = parameters.Text("target", AuditEntry.MaxTarget), ActorId = parameters.Text("actor", AuditEntry.MaxTarget),
            Cursor = parameters.Cursor(cursors, ListName), Limit = parameters.Limit(50, most: Limits.ItemsPerPage),
        };
        if (query.To <= query.From) parameters.Wrong("to", "Later than from: entries from the one and before the other are listed.");
        if (parameters.Refusal is { } wrong) return wrong;
        var page = await log.ListAsync(query, request.HttpContext.RequestAborted);
        return Answers.Json(new AuditView([.. page.Items.Select(View)], cursors.Of(ListName, page.Cursor)), ManageJson.Default.AuditView);
    }

    private static AuditEntryView View(AuditEntry e) => new(
        e.Id, e.At, new AuditActorView(JsonNamingPolicy.CamelCase.ConvertName(e.Actor.Kind.ToString()), e.Actor.Id), e.Action, e.Target,
        e.Outcome is { } outcome ? JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()) : null, e.Status);
}
