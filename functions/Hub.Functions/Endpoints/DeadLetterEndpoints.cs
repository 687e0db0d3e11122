using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Documents;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Dead letters of the hub's queues, for the administrator.</summary>
public sealed class DeadLetterEndpoints(Access access, IDeadLetters deadLetters)
{
    private const string Locked =
        "Somebody else has it at this moment, or too many are before it. Try again in a few minutes, or replay all.";

    /// <summary>Lists dead letters, oldest first: <c>?limit=</c></summary>
    [Function("ManageDeadLetters")]
    [QueryWords("limit")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/dead-letters")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var parameters = new QueryParameters(request);
        var limit = parameters.Limit(50, most: 200);
        if (parameters.Refusal is { } wrong) return wrong;
        var page = await deadLetters.ListAsync(limit, request.HttpContext.RequestAborted);
        return Answers.Json(new DeadLettersView([.. page.Items.Select(View)], page.HasMore), ManageJson.Default.DeadLettersView);
    }

    /// <summary>Replays one dead letter: <c>?queue=</c>, <c>lanes</c> unless given; 204, or 409 where it cannot be taken at this moment.</summary>
    [Function("ManageDeadLetterReplay")]
    [QueryWords("queue")]
    [Audited("dead-letter.replay", "sequence")]
    public Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/dead-letters/{sequence}/replay")] HttpRequest request, string sequence) =>
        TakeAsync(request, sequence, deadLetters.ReplayAsync);

    /// <summary>Removes one dead letter for good: <c>?queue=</c>, <c>lanes</c> unless given; 204, or 409 where it cannot be taken at this moment.</summary>
    [Function("ManageDeadLetterDiscard")]
    [QueryWords("queue")]
    [Audited("dead-letter.discard", "sequence")]
    public Task<IResult> Discard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/dead-letters/{sequence}")] HttpRequest request, string sequence) =>
        TakeAsync(request, sequence, deadLetters.DiscardAsync);

    /// <summary>Replays all dead letters; 200 with the number of those that were, and of those that could not be.</summary>
    [Function("ManageDeadLettersReplay")]
    [Audited("dead-letters.replay")]
    public async Task<IResult> ReplayAll([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/dead-letters/replay")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var all = await deadLetters.ReplayAllAsync(request.HttpContext.RequestAborted);
        return Answers.Json(new DeadLettersReplayedView(all.Replayed, all.Failed, all.Reason), ManageJson.Default.DeadLettersReplayedView);
    }

    private async Task<IResult> TakeAsync(HttpRequest request, string sequence, Func<string, long, CancellationToken, Task<DeadLetterReplay>> take)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (!PlainValue.TryWhole(sequence, out long number)) return request.Refuse(Fault.NotFound);
        var queue = request.Query["queue"].ToString() is { Length: > 0 } asked ? asked : QueueNames.Lanes;
        try
        {
            return await take(queue, number, request.HttpContext.RequestAborted) switch
            {
                DeadLetterReplay.Replayed => Results.NoContent(),
                DeadLetterReplay.NotFound => request.Refuse(Fault.NotFound),
                _ => request.Refuse(new Fault(409, "dead-letter-locked", "Not possible at this moment", Locked)),
            };
        }
        catch (InboundSetupException e)
        {
            return request.Refuse(new Fault(409, "dead-letter-setup", "The message cannot be taken as things are", e.Message));
        }
    }

    // The number as text: those of Service Bus may be longer than JavaScript's numbers are exact.
    private static DeadLetterView View(DeadLetter d) =>
        new(d.Queue, d.Sequence.ToString(CultureInfo.InvariantCulture), d.EnqueuedAt, d.Deliveries, d.Reason, d.Lane?.ToString());
}
