using Hub.Application;
using Hub.Application.Moving;

namespace Hub.Functions.Http;

/// <summary>
/// Lets no function run before it is known that no import is unfinished, and the erasures on request are done again that the database does not know
/// (<see cref="BeforeServing"/>): contacts that a restore brought back must not be read or sent. Where that cannot be done, requests
/// are answered 503, and queues, timers and change feeds try again.
/// </summary>
public sealed class ServingGuard(BeforeServing before) : IFunctionsWorkerMiddleware
{
    // What gives nothing of an order; and what waits for it by itself, for longer than the platform repeats a message.
    private static readonly HashSet<string> Exempt = ["Live", "Ready", "OpenApi", "Docs", "Root", "TakeInbound"];

    /// <inheritdoc/>
    /// <exception cref="StoreException">It cannot be done now.</exception>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!Exempt.Contains(context.FunctionDefinition.Name)) await before.EnsureAsync(context.CancellationToken);
        await next(context);
    }
}
