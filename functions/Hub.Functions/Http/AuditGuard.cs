using Hub.Application;
using Hub.Application.Audit;
using Hub.Domain.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>
/// Notes in the audit log what the administrator changes or opens, around each function that has <see cref="AuditedAttribute"/>. The entry is durable before
/// the function runs: where it cannot be written, nothing happens and the answer is 503. Its outcome is added before the answer goes out; where that fails, the
/// entry stays without one, which means that it may have been done.
/// </summary>
public sealed partial class AuditGuard(Access access, IAuditLog log, TimeProvider clock, ILogger<AuditGuard> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { Request: var request } || FunctionMarks.Of(context.FunctionDefinition)?.Audited is not { } audited
            || IsDryRun(request))
        {
            await next(context);
            return;
        }
        AuditedRequest.NeedEntry(request.HttpContext);
        if (await access.AdministratorAsync(request) is not { } actor)
        {
            await next(context);
            return;
        }
        var entry = new AuditEntry(Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), actor, audited.Action, TargetOf(request, audited));
        await log.BeginAsync(entry, request.HttpContext.RequestAborted);
        AuditedRequest.Begin(request.HttpContext, entry);
        try
        {
            await next(context);
        }
        catch
        {
            await CompleteAsync(entry with { Target = AuditedRequest.TargetOf(request.HttpContext) ?? entry.Target, Outcome = AuditOutcome.Failed });
            throw;
        }
        var status = (context.GetInvocationResult().Value as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        await CompleteAsync(entry with
        {
            // By the ids that the path came to mean: a number of the ERP and the hub's own id are one order.
            Target = AuditedRequest.TargetOf(request.HttpContext) ?? entry.Target,
            Outcome = status switch { < 400 => AuditOutcome.Done, < 500 => AuditOutcome.Refused, _ => AuditOutcome.Failed }, Status = status,
        });
    }

    // Not cancelled with the request: what was done is done.
    private async Task CompleteAsync(AuditEntry entry)
    {
        try
        {
            await log.CompleteAsync(entry, CancellationToken.None);
        }
        catch (StoreException e)
        {
            LogNoOutcome(entry.Id, entry.Action, entry.Outcome, e.Message);
        }
    }

    // Whether a route knows the word, and what else it may be, is checked by others before and after.
    private static bool IsDryRun(HttpRequest request) => PlainValue.TryFlag(request.Query["dryRun"].ToString(), out var isDryRun) && isDryRun;

    private static string? TargetOf(HttpRequest request, AuditedAttribute audited)
    {
        if (audited.Target.Count == 0) return null;
        var target = string.Join('/', audited.Target.Select(name => RouteText.Of(request, request.RouteValues[name]?.ToString() ?? "")));
        // A UUID has one form here, however it was typed.
        if (Guid.TryParseExact(target, "D", out var id)) return id.ToString();
        return string.Concat(target.Where(c => !char.IsControl(c)).Take(AuditEntry.MaxTarget));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome of {Action}, entry {Entry} of the audit log, could not be noted; it was {Outcome}. {Why}")]
    private partial void LogNoOutcome(Guid entry, string action, AuditOutcome? outcome, string why);
}
