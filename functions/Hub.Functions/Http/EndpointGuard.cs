using System.Security.Cryptography;
using Hub.Application;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>
/// Runs around all endpoints and turns exceptions of stores, quotas and connections into answers. It is a middleware of the Functions worker, for
/// that is the only place that both runtimes have: in the genuine worker a function runs on a gRPC call and not in ASP.NET Core's pipeline, so that
/// an exception never reaches a middleware or filter of ASP.NET Core. An exception that is a bug goes on to the runtime, which logs it and answers 500.
/// </summary>
public sealed partial class EndpointGuard(ILogger<EndpointGuard> logger) : IFunctionsWorkerMiddleware
{
    private const int ClientClosedRequest = 499;

    private static readonly Fault Unavailable = new(503, "store-unavailable", "The hub cannot store now",
        "Not everything may be stored. Send the same message again later: nothing happens twice.") { RetryAfter = 10 };

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        // Queues, timers and change feeds have their own answer to an exception: the runtime tries again.
        if (context.GetHttpContext() is not { Request: var request })
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (StoreException e)
        {
            LogStore(request.Method, request.Path, e.Message);
            LogStoreTrace(e, request.Method, request.Path);
            context.GetInvocationResult().Value = request.Refuse(Unavailable);
        }
        catch (CryptographicException e) when (StoreFailures.Within(e) is { } store)
        {
            LogStore(request.Method, request.Path, store.Message);
            context.GetInvocationResult().Value = request.Refuse(Unavailable);
        }
        catch (ReadTimeoutException)
        {
            context.GetInvocationResult().Value = request.Refuse(new Fault(503, "read-timeout", "The list took too long to read",
                "Narrow it: by a longer beginning of q, by status, area, from or to.") { RetryAfter = 5 });
        }
        catch (UploadQuotaException e)
        {
            LogQuota(e.Sender, request.Method, request.Path);
            context.GetInvocationResult().Value = request.Refuse(new Fault(429, "too-much-at-once", "Too much at once",
                "Too many large bodies of yours come in slowly at the same time. Send the same again when others of them have ended.") { RetryAfter = 10 });
        }
        catch (BadHttpRequestException e)
        {
            // The server's own verdict on a body that is too large, too slow or broken off; its message is made for the caller.
            context.GetInvocationResult().Value =
                request.Refuse(new Fault(400, "bad-request", "The request cannot be read", e.Message) with { Status = e.StatusCode });
        }
        catch (Exception e) when (IsDisconnect(request.HttpContext, e))
        {
            // Nobody reads an answer, and nothing is wrong with the hub.
            context.GetInvocationResult().Value = Results.StatusCode(ClientClosedRequest);
        }
    }

    // A broken connection may be met before the server has cancelled the request.
    private static bool IsDisconnect(HttpContext http, Exception e) =>
        e is OperationCanceledException or IOException && (http.RequestAborted.IsCancellationRequested || IsBroken(e) || IsBroken(e.InnerException));

    private static bool IsBroken(Exception? e) => e is ConnectionResetException or ConnectionAbortedException;

    // One line: on a full disk every request comes by here. The message of a store is a sentence for the administrator.
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path}: a store failed. {Why}")]
    private partial void LogStore(string method, string path, string why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Path}: where the store failed")]
    private partial void LogStoreTrace(Exception e, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner} has too many bytes in uploads at the same time: {Method} {Path}")]
    private partial void LogQuota(string partner, string method, string path);
}
