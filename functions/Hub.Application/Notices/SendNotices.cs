using System.Runtime.ExceptionServices;
using Hub.Application.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Notices;

/// <summary>
/// Sends queued notices. Before an attempt a notice is claimed in the store, and what came of it is written down after it: a crash between the two sends it
/// again, under the same id. What fails is tried again later and later; nobody else waits for it.
/// </summary>
public sealed partial class SendNotices(
    INoticeStore store, NoticeRecipients recipients, ChannelCircuits circuits, TimeProvider clock, HubMetrics metrics, ILogger<SendNotices> logger)
{
    /// <summary>How long one attempt of one channel may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>For how long a claim holds: longer than the attempts of all channels take.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    private const int AtOnce = 4;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>Sends what is due.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        var queued = (await store.ListAsync(cancel)).Where(s => s.Queued is not null).OrderBy(s => s.Queued!.QueuedAt);
        Exception? failure = null;
        await Parallel.ForEachAsync(queued, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (state, c) =>
        {
            try
            {
                await SendAsync(state, c);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The other notices go on, so that what they sent is written down; this one comes again when its claim ends.
                LogNotWritten(e, state.Subject, state.Queued!.Id);
                Interlocked.CompareExchange(ref failure, e, null);
            }
        });
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private async Task SendAsync(NoticeState state, CancellationToken cancel)
    {
        var queued = state.Queued!;
        var now = clock.GetUtcNow();
        if (IsAhead(queued.NextAttemptAt, now)) return;
        if (queued.KeptUntil <= now)
        {
            await GiveUpAsync(state, queued, cancel);
            return;
        }
        var audience = (await recipients.OfAsync(state.Subject, cancel)).Without(queued.Settled);
        var missing = recipients.ChannelsFor(audience).Where(c => !queued.SentBy.Contains(c.Name)).ToList();
        if (missing.Count == 0)
        {
            // Its last watcher is gone, or was sent it by a channel that is gone. Where nobody was sent it, who is made a watcher later hears what holds then.
            await store.TrySaveAsync(queued.IsToldToSome ? state.Sent(state.SentAt) : state.Forgotten(), cancel);
            return;
        }
        var entered = missing.Where(c => circuits.TryEnter(c.ServerOf(audience))).ToList();
        if (entered.Count == 0) return;
        var claimed = await store.TrySaveAsync(
            state with { Queued = queued with { Attempts = queued.Attempts + 1, NextAttemptAt = now + Hold } }, cancel);
        // Another instance has it.
        if (claimed is null) return;

        var message = new NoticeMessage(queued.Id, queued.QueuedAt, queued.Text);
        var results = await Task.WhenAll(entered.Select(async c => (Channel: c.Name, Result: await AttemptAsync(c, message, audience, cancel))));
        // What was sent is written down also where the hub stops.
        await RecordAsync(claimed, missing.Count, results, CancellationToken.None);
    }

    private async Task<NoticeResult> AttemptAsync(INoticeChannel channel, NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
    {
        var server = channel.ServerOf(audience);
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        NoticeResult result;
        try
        {
            // A channel that does not let itself be cancelled holds up nobody either.
            result = await channel.SendAsync(message, audience, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            result = new NoticeResult.Failed(cancel.IsCancellationRequested ? "The hub stopped meanwhile." : $"No answer within {Timeout.TotalSeconds:0} s.");
            if (cancel.IsCancellationRequested) return result;
        }
        catch (Exception e)
        {
            // A defect of the hub: it is tried again like any other failure, and is seen. Of the server it says nothing.
            LogDefect(e, channel.Name, message.Id);
            metrics.Notice(channel.Name, false);
            return new NoticeResult.Failed($"The hub could not make the message ({e.GetType().Name}); its log says why.", IsOfMessage: true);
        }
        metrics.Notice(channel.Name, result is NoticeResult.Sent);
        if (result is NoticeResult.Failed { IsOfMessage: false } failure) circuits.Failed(server, failure.Why);
        else if (circuits.Succeeded(server)) LogAgain(channel.Name, server);
        switch (result)
        {
            case NoticeResult.Sent { Note: { } note }:
                LogSentBut(channel.Name, message.Id, note);
                break;
            case NoticeResult.SentToSome some:
                LogSentBut(channel.Name, message.Id, some.Why);
                break;
            case NoticeResult.Failed failed:
                LogFailed(channel.Name, message.Id, failed.Why);
                break;
        }
        return result;
    }

    private async Task RecordAsync(NoticeState claimed, int missing, (string Channel, NoticeResult Result)[] results, CancellationToken cancel)
    {
        var queued = claimed.Queued!;
        string[] sent = [.. results.Where(r => r.Result is NoticeResult.Sent).Select(r => r.Channel)];
        var some = results.Select(r => r.Result).OfType<NoticeResult.SentToSome>().FirstOrDefault();
        var now = clock.GetUtcNow();
        // Whom a server puts off it takes within the hour, or it has no place for his mail: the others hear what comes next all the same.
        var lastsAnHour = some is not null && sent.Length == missing - 1 && now + NoticeQueue.Between < queued.KeptUntil;
        var keptUntil = lastsAnHour ? now + NoticeQueue.Between : queued.KeptUntil;
        var nextAttempt = now + Pauses[Math.Min(queued.Attempts, Pauses.Length) - 1];
        var next = sent.Length == missing
            ? claimed.Sent(now)
            : claimed with
            {
                SentAt = sent.Length > 0 || (some is not null && queued.Settled.Count == 0) ? now : claimed.SentAt,
                Queued = queued with
                {
                    SentBy = [.. queued.SentBy, .. sent],
                    Settled = [.. queued.Settled, .. some?.Settled ?? []],
                    KeptUntil = keptUntil,
                    // When it is of no use any more it gives way at once.
                    NextAttemptAt = nextAttempt < keptUntil ? nextAttempt : keptUntil,
                    Note = results.Select(r => r.Result).OfType<NoticeResult.Failed>().FirstOrDefault()?.Why ?? some?.Why ?? queued.Note,
                },
            };
        // Where the claim had ended and another instance has it, that one sends the same again, under the same id; where it gave way, the next one goes.
        if (await store.TrySaveAsync(next, cancel) is null) LogTaken(claimed.Subject, queued.Id);
        else if (next.Queued is null) LogSent(claimed.Subject, queued.Id);
    }

    // What is so still, and nobody heard of by mail, is noticed anew, with what is to be said of it then.
    private async Task GiveUpAsync(NoticeState state, QueuedNotice queued, CancellationToken cancel)
    {
        var next = queued.IsMailedToSome ? state.Sent(state.SentAt) : state.Forgotten();
        if (await store.TrySaveAsync(next, cancel) is not null) LogGivenUp(state.Subject, queued.Id, queued.Attempts, queued.Note);
    }

    // Nothing waits longer than the longest pause: what does is from a clock that was set back since.
    private static bool IsAhead(DateTimeOffset? at, DateTimeOffset now) => at > now && at - now <= Pauses[^1];

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {Id} of {Subject} is sent")]
    private partial void LogSent(NoticeSubject subject, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Id} could not be sent by {Channel}: {Why}")]
    private partial void LogFailed(string channel, string id, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Id} was sent by {Channel}, but: {Note}")]
    private partial void LogSentBut(string channel, string id, string note);

    [LoggerMessage(Level = LogLevel.Information, Message = "Notices go by {Channel} again ({Server})")]
    private partial void LogAgain(string channel, string server);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Id} could not be made for {Channel}")]
    private partial void LogDefect(Exception e, string channel, string id);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Notice {Id} of {Subject} took longer than its claim, so that another instance may send it too, or gave way to the next one")]
    private partial void LogTaken(NoticeSubject subject, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Id} of {Subject} could not be written down: it may be sent again, with the same id")]
    private partial void LogNotWritten(Exception e, NoticeSubject subject, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Id} of {Subject} was given up after {Attempts} attempts: {Why}")]
    private partial void LogGivenUp(NoticeSubject subject, string id, int attempts, string? why);
}
