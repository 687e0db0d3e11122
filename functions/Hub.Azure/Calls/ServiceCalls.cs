using Azure;
using Azure.Identity;
using Hub.Application;

namespace Hub.Azure.Calls;

/// <summary>Calls a service with a timeout and converts its errors to <see cref="StoreException"/>.</summary>
/// <param name="clock">Measures the timeout.</param>
/// <param name="service">The service and what lies there, for the message of an error.</param>
/// <param name="longest">Limit of one call; null for <see cref="Timeout"/>.</param>
internal sealed class ServiceCalls(TimeProvider clock, string service, TimeSpan? longest = null)
{
    /// <summary>Blob Storage, where it holds the evidence.</summary>
    public const string Pictures = "Blob Storage, which holds the pictures";

    /// <summary>Limit of one call, including its token and its retries. It is shorter than a lane's lock and than a partner's timeout.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(18);

    /// <summary>Makes a call within its limit.</summary>
    /// <exception cref="StoreException">The service is unreachable, answers with an error, or does not answer in time.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(longest ?? Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await call(either.Token);
        }
        catch (Exception e) when (IsServiceError(e, cancel))
        {
            throw ToStoreException(e, service);
        }
    }

    /// <summary>True for exceptions because of the service, the network or the timeout; false where the caller cancelled.</summary>
    public static bool IsServiceError(Exception e, CancellationToken cancel) =>
        e is RequestFailedException or AuthenticationFailedException or IOException or AggregateException
        || e is OperationCanceledException && !cancel.IsCancellationRequested;

    public static StoreException ToStoreException(Exception e, string service) => new($"{service}, {Reason(e)}. The same may be asked again.", e);

    // The client's own message contains a page of headers.
    private static string Reason(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } answer => $"answered {answer.Status} {answer.ErrorCode}".TrimEnd(),
        AuthenticationFailedException => "could not be asked: the hub got no token for its identity",
        OperationCanceledException => "did not answer in time",
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        _ => "cannot be reached",
    };
}
