using Hub.Application.Deliveries;

namespace Hub.Functions;

/// <summary>None: the Functions host of the tests holds the queue, and its dead letters with it.</summary>
internal sealed class NoDeadLetters : IDeadLetters
{
    public Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel) => Task.FromResult(new DeadLetterPage([], HasMore: false));

    public Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel) => Task.CompletedTask;

    public Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel) => Task.FromResult(DeadLetterReplay.NotFound);

    public Task<DeadLettersReplayed> ReplayAllAsync(CancellationToken cancel) => Task.FromResult(new DeadLettersReplayed(0, 0, null));

    public Task<DeadLetterReplay> DiscardAsync(string queue, long sequence, CancellationToken cancel) => Task.FromResult(DeadLetterReplay.NotFound);
}
