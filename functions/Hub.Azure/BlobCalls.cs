using Azure;
using Azure.Identity;
using Hub.Application;

namespace Hub.Azure;

/// <summary>How the hub calls Blob Storage: bounded in time, and what goes wrong is a <see cref="StoreException"/>.</summary>
/// <param name="clock">Measures the bound.</param>
internal sealed class BlobCalls(TimeProvider clock)
{
    /// <summary>How long one call may take with everything, its token and its retries too: a lane's lock and a partner's patience outlast it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(18);

    /// <summary>Makes a call within <see cref="Limit"/>.</summary>
    /// <exception cref="StoreException">The service is away, refuses, or takes too long.</exception>
    public async Task<T> MakeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await call(either.Token);
        }
        catch (Exception e) when (IsTrouble(e, cancel))
        {
            throw Trouble(e);
        }
    }

    /// <summary>True for whatever the client throws because of the service, the network or time; false where the caller gave up.</summary>
    public static bool IsTrouble(Exception e, CancellationToken cancel) =>
        e is RequestFailedException or AuthenticationFailedException or IOException or AggregateException
        || e is OperationCanceledException && !cancel.IsCancellationRequested;

    public static StoreException Trouble(Exception e) => new($"Blob Storage, which holds the pictures, {Reason(e)}. The same may be asked again.", e);

    // What the client itself says runs to a page of headers.
    private static string Reason(Exception e) => e switch
    {
        RequestFailedException { Status: > 0 } answer => $"answered {answer.Status} {answer.ErrorCode}".TrimEnd(),
        AuthenticationFailedException => "could not be asked: the hub got no token for its identity",
        OperationCanceledException => "did not answer in time",
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        _ => "cannot be reached",
    };
}
