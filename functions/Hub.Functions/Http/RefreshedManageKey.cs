using Hub.Application;
using Hub.Application.Registry;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>
/// The manage key, of a store in which an administrator changes it while the hub runs: read again every minute, so that one that was deleted, disabled or
/// replaced opens nothing any more. While the store is away the last one that was read holds for ten minutes.
/// </summary>
/// <param name="read">Reads it past any memory; null where there is none.</param>
/// <param name="clock">Measures how long it holds.</param>
/// <param name="logger">Hears of a key that is of no use.</param>
internal sealed partial class RefreshedManageKey(Func<CancellationToken, Task<string?>> read, TimeProvider clock, ILogger<RefreshedManageKey> logger)
    : IDisposable
{
    /// <summary>How long a key that was read is taken without asking again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>How long a key that was read is taken while the store is away.</summary>
    public static readonly TimeSpan LongestAway = TimeSpan.FromMinutes(10);

    // Requests meanwhile do not wait for a store that is away, one after another.
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known? _known;
    private volatile Failure? _failure;
    private string? _logged;

    private sealed record Known(ManageKey? Key, long At);

    private sealed record Failure(StoreException Why, long At);

    /// <summary>The key; null where the manage API takes none.</summary>
    /// <exception cref="StoreException">It cannot be read, and could not be for ten minutes.</exception>
    public async ValueTask<ManageKey?> FindAsync(CancellationToken cancel)
    {
        if (_known is { } fresh && IsWithin(fresh.At, Lifetime)) return fresh.Key;
        await _reading.WaitAsync(cancel);
        try
        {
            if (_known is { } read && IsWithin(read.At, Lifetime)) return read.Key;
            return await ReadAsync(cancel);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task<ManageKey?> ReadAsync(CancellationToken cancel)
    {
        if (_failure is { } recent && IsWithin(recent.At, BetweenFailures)) return LastKnown(recent.Why);
        try
        {
            // What is read may be as old as the moment at which it was asked for.
            var at = clock.GetTimestamp();
            _known = new Known(Usable(await read(cancel)), at);
            _failure = null;
            return _known.Key;
        }
        catch (StoreException e)
        {
            _failure = new Failure(e, clock.GetTimestamp());
            return LastKnown(e);
        }
    }

    private ManageKey? LastKnown(StoreException why) => _known is { } last && IsWithin(last.At, LongestAway)
        ? last.Key
        : throw new StoreException(why.Message, why);

    private bool IsWithin(long at, TimeSpan limit) => clock.GetElapsedTime(at) < limit;

    // Whoever puts a secret into a vault by a file or a pipe has a line break at its end, which no header has.
    private ManageKey? Usable(string? text)
    {
        var key = text?.TrimEnd('\r', '\n');
        var wrong = key switch
        {
            null => "it is missing or disabled",
            { Length: < ManageKey.MinLength } => $"it is shorter than {ManageKey.MinLength} characters",
            _ when !key.All(c => c is > ' ' and <= '~') => "it has characters that no header can carry: spaces, line breaks or others than ASCII",
            _ when ApiKey.IsOfOthers(key) => "it begins as partners' and reader keys do",
            _ => null,
        };
        if (wrong is not null && wrong != _logged) LogUnusable(wrong);
        _logged = wrong;
        return wrong is null ? new ManageKey(key!) : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secret of Hub:ManageKeySecret is no manage key: {Why}. The manage API takes tokens alone")]
    private partial void LogUnusable(string why);
}
