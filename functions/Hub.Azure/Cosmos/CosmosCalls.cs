using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using Hub.Application;
using Hub.Application.Diagnostics;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The answer to one request.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Charge">What it cost, in request units (RU).</param>
/// <param name="Body">UTF-8 JSON; empty where there is none.</param>
/// <param name="ETag">The document's; null where the answer is about none.</param>
/// <param name="Continuation">Of a page: how to ask for the next one; null at the end.</param>
/// <param name="FailedAt">Of a batch that failed: which of its operations did, from 0; -1 where none.</param>
/// <param name="WasRepeated">True where an earlier request for the same got no answer: it may have been done.</param>
internal sealed record Reply(
    HttpStatusCode Status, double Charge, ReadOnlyMemory<byte> Body = default, string? ETag = null, string? Continuation = null, int FailedAt = -1,
    bool WasRepeated = false)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>
/// Makes requests to Cosmos DB: each within a time, again where the service is away for a moment, its request units counted, its failures converted to
/// <see cref="StoreException"/>.
/// </summary>
internal sealed class CosmosCalls(TimeProvider clock, HubMetrics metrics)
{
    /// <summary>Limit of one call, with its retries. It is shorter than a lane's lock and than a partner's timeout.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(18);

    // Beside the retries of the client itself, which does not repeat every write that broke off.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    /// <summary>Makes a request. Answers that say something about documents (304, 404, 409, 412) are returned.</summary>
    /// <param name="container">Name of the container.</param>
    /// <param name="operation">What is asked, for the metric: <c>read</c>, <c>query</c>, <c>create</c>, <c>replace</c>, <c>upsert</c>, <c>delete</c>, <c>batch</c>.</param>
    /// <param name="request">Makes it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The service is unreachable, throttled for long, answers with an error or not in time.</exception>
    /// <exception cref="InvalidOperationException">The request is wrong, or too large for the service.</exception>
    public async Task<Reply> CallAsync(string container, string operation, Func<CancellationToken, Task<Reply>> request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        for (var attempt = 0; ; attempt++)
        {
            var (reply, failure) = await TryAsync(request, either.Token, cancel);
            if (reply is not null) metrics.CosmosRequest(container, operation, reply.Charge);
            if (reply is not null && !IsTransient(reply.Status)) return Check(container, reply) with { WasRepeated = reply.WasRepeated || attempt > 0 };
            if (attempt == Pauses.Length || limit.IsCancellationRequested || (failure is not null && !IsTransient(failure)))
                throw ToStoreException(container, reply?.Status, failure);
            try
            {
                await Task.Delay(Pauses[attempt], clock, either.Token);
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw ToStoreException(container, null, e);
            }
        }
    }

    private static async Task<(Reply? Reply, Exception? Failure)> TryAsync(
        Func<CancellationToken, Task<Reply>> request, CancellationToken limited, CancellationToken cancel)
    {
        try
        {
            return (await request(limited), null);
        }
        catch (CosmosException e)
        {
            return (new Reply(e.StatusCode, e.RequestCharge), e);
        }
        catch (Exception e) when (IsOfTheWire(e) || e is AuthenticationFailedException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, e);
        }
    }

    // 410: the partition moves. 449: another write to the same document was under way. 429 is not here: the client itself waits for that, up to a bound.
    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449 or HttpStatusCode.ServiceUnavailable;

    private static bool IsTransient(Exception failure) => IsOfTheWire(failure) || failure is CosmosException;

    // HttpClient passes the exception of a socket on where the other side closed the connection right after it was opened.
    private static bool IsOfTheWire(Exception failure) => failure is HttpRequestException or IOException or SocketException;

    private static Reply Check(string container, Reply reply) => reply.Status switch
    {
        _ when reply.IsSuccess => reply,
        HttpStatusCode.NotModified or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => reply,
        HttpStatusCode.RequestEntityTooLarge => throw new InvalidOperationException(
            $"What was to be written to the container {container} is larger than the 2 MB that Cosmos DB takes at once. Nothing was written."),
        HttpStatusCode.BadRequest => throw new InvalidOperationException(
            $"Cosmos DB did not understand a request to the container {container}: {Encoding(reply.Body)}"),
        _ => throw ToStoreException(container, reply.Status, null),
    };

    private static StoreException ToStoreException(string container, HttpStatusCode? status, Exception? failure) =>
        new($"Cosmos DB, which holds the container {container}, {Reason(status, failure)}. The same may be asked again.", failure);

    // The client's own message contains a page of diagnostics.
    private static string Reason(HttpStatusCode? status, Exception? failure) => (status, failure) switch
    {
        (HttpStatusCode.TooManyRequests, _) => "has no request units left for the moment",
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => "does not let the hub's identity in",
        ({ } code, _) => $"answered {(int)code}",
        (_, AuthenticationFailedException) => "could not be asked: the hub got no token for its identity",
        (_, OperationCanceledException) => "did not answer in time",
        _ => "cannot be reached",
    };

    private static string Encoding(ReadOnlyMemory<byte> body) => System.Text.Encoding.UTF8.GetString(body.Span);
}
