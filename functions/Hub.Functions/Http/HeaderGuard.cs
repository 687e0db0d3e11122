using Hub.Domain.Documents;
using Microsoft.AspNetCore.Http;
using static System.FormattableString;

namespace Hub.Functions.Http;

/// <summary>
/// Refuses a request with a header more than once that the hub reads as one value, also where all say the same: joined by a comma they would make another id or
/// key, and whichever is taken, the sender may have meant the other.
/// </summary>
public sealed class HeaderGuard : IFunctionsWorkerMiddleware
{
    private static readonly string[] Names = ["Content-Type", "Content-Encoding", "Authorization", "X-API-KEY"];

    // Attributes of CloudEvents, VERA's headers, and those of Standard Webhooks.
    private static readonly string[] Beginnings = ["ce-", "X-Stuurgegevens-", "X-Parameters-", "webhook-"];

    private const int LongestShown = 60;

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { Request: var request }) return next(context);
        var inDutch = ErrorFormat.Of(request) != ErrorFormat.Problem;
        List<ReadError>? errors = null;
        foreach (var (name, values) in request.Headers)
            if (values.Count > 1 && IsOneValue(name)) (errors ??= []).Add(Twice(name, values.Count, inDutch));
        if (errors is null) return next(context);
        var fault = new Fault(400, "header-twice", "A header is given more than once", "Nothing was kept or changed.") { Errors = errors };
        // In VERA a 400 has no body, and so no reason.
        context.GetInvocationResult().Value = request.Refuse(ErrorFormat.Of(request) == ErrorFormat.Vera ? fault with { Status = 422 } : fault);
        return Task.CompletedTask;
    }

    private static ReadError Twice(string name, int times, bool inDutch) => new($"header {name[..Math.Min(name.Length, LongestShown)]}",
        inDutch ? Invariant($"één keer; hij staat er {times} keer") : Invariant($"Once; it is there {times} times."));

    private static bool IsOneValue(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(Beginnings, b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase));
}
