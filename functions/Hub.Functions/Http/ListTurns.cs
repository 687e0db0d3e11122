using System.Collections.Concurrent;

namespace Hub.Functions.Http;

/// <summary>
/// Turns for reading lists, which keep a processor busy: one at a time of each partner and reader key, and half of the processors together, so that
/// searches leave room for messages. With several instances each has turns of its own.
/// </summary>
public sealed class ListTurns : IDisposable
{
    /// <summary>How long a list may take to read.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Lists of one partner that are read or wait.</summary>
    public const int MaxOfOne = 16;

    /// <summary>The fault where a partner asks for more.</summary>
    public static readonly Fault TooMany = new(429, "too-many-at-once", "Too many calls at once",
        $"{MaxOfOne} lists of a partner are read or wait at the same time: wait for answers.") { RetryAfter = 1 };

    private readonly CallsAtOnce _calls = new(MaxOfOne);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _own = new();
    private readonly SemaphoreSlim _together = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Waits for a turn, which ends when the result is disposed; null where the partner has too many waiting.</summary>
    /// <param name="who">Who asks: a partner's id, or that of a reader key; empty for the administrator.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IDisposable?> TryEnterAsync(string who, CancellationToken cancel)
    {
        if (_calls.TryEnter(who) is not { } call) return null;
        var own = _own.GetOrAdd(who, static _ => new SemaphoreSlim(1));
        try
        {
            // One's own first: so there is one of each partner in the line of all.
            await own.WaitAsync(cancel);
            try
            {
                await _together.WaitAsync(cancel);
                return new Turn(call, own, _together);
            }
            catch
            {
                own.Release();
                throw;
            }
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var own in _own.Values) own.Dispose();
        _together.Dispose();
    }

    private sealed class Turn(IDisposable call, SemaphoreSlim own, SemaphoreSlim together) : IDisposable
    {
        public void Dispose()
        {
            together.Release();
            own.Release();
            call.Dispose();
        }
    }
}
