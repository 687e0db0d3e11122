using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Domain.Documents;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Dead letters of the queue of signals, for the administrator.</summary>
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

    /// <summary>Sends one dead letter anew; 204, or 409 where it cannot be taken at this moment.</summary>
    [Function("ManageDeadLetterReplay")]
    [Audited("dead-letter.replay", "sequence")]
    public async Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/dead-letters/{sequence}/replay")] HttpRequest request, string sequence)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (!PlainValue.TryWhole(sequence, out long number)) return request.Refuse(Fault.NotFound);
        return await deadLetters.ReplayAsync(number, request.HttpContext.RequestAborted) switch
        {
            DeadLetterReplay.Replayed => Results.NoContent(),
            DeadLetterReplay.NotFound => request.Refuse(Fault.NotFound),
            _ => request.Refuse(new Fault(409, "dead-letter-locked", "Not possible at this moment", Locked)),
        };
    }

    /// <summary>Sends all dead letters anew; 200 with their number.</summary>
    [Function("ManageDeadLettersReplay")]
    [Audited("dead-letters.replay")]
    public async Task<IResult> ReplayAll([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/dead-letters/replay")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return Answers.Json(new ReplayedView(await deadLetters.ReplayAllAsync(request.HttpContext.RequestAborted)), ManageJson.Default.ReplayedView);
    }

    // The number as text: those of Service Bus may be longer than JavaScript's numbers are exact.
    private static DeadLetterView View(DeadLetter d) =>
        new(d.Queue, d.Sequence.ToString(CultureInfo.InvariantCulture), d.EnqueuedAt, d.Deliveries, d.Reason, d.Lane?.ToString());
}
