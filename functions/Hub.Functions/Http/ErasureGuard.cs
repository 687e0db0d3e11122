using Hub.Application;
using Hub.Application.Retention;

namespace Hub.Functions.Http;

/// <summary>
/// Lets no function run before the erasures on request are done again that the database does not know (<see cref="ReplayErasures"/>): contacts that a restore
/// brought back must not be read or sent. Where that cannot be done, requests are answered 503, and queues, timers and change feeds try again.
/// </summary>
public sealed class ErasureGuard(ReplayErasures replay) : IFunctionsWorkerMiddleware
{
    // What gives nothing of an order; and what waits for it by itself, for longer than the platform repeats a message.
    private static readonly HashSet<string> Exempt = ["Live", "Ready", "OpenApi", "Docs", "Root", "TakeInbound"];

    /// <inheritdoc/>
    /// <exception cref="StoreException">It cannot be done now.</exception>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!Exempt.Contains(context.FunctionDefinition.Name)) await replay.EnsureAsync(context.CancellationToken);
        await next(context);
    }
}
