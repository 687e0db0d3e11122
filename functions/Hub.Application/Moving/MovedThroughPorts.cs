using System.Runtime.CompilerServices;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Registry;

namespace Hub.Application.Moving;

/// <summary>Notices, by the port of their store: there are a few hundred at most.</summary>
public sealed class MovedNotices(INoticeStore store) : IMovedRecords<MovedNotice>
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<MovedNotice> ReadAsync(MovedNotice? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var state in (await store.ListAsync(cancel)).OrderBy(s => s.Subject.ToString(), StringComparer.Ordinal))
            if (string.CompareOrdinal(state.Subject.ToString(), after?.Subject) > 0) yield return new(state.Subject.ToString(), MovedJson.Raw(state.ToJson()));
    }

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<MovedNotice> page, DateTimeOffset at, CancellationToken cancel)
    {
        var there = (await store.ListAsync(cancel)).ToDictionary(s => s.Subject);
        foreach (var notice in page)
        {
            var state = NoticeState.Parse(MovedJson.Bytes(notice.State), "") with { Tag = null };
            if (there.TryGetValue(state.Subject, out var known)) state = state with { Tag = known.Tag };
            if (await store.TrySaveAsync(state, cancel) is null)
                throw new StoreException("Somebody else writes notices: stop the hub that works on this store.");
        }
    }
}

/// <summary>Keys that may only read, by the port of their store.</summary>
public sealed class MovedReaderKeys(IReaderKeys store) : IMovedRecords<ReaderKey>
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ReaderKey> ReadAsync(ReaderKey? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var key in (await store.ListAsync(cancel)).OrderBy(k => k.Id, StringComparer.Ordinal))
            if (string.CompareOrdinal(key.Id, after?.Id) > 0) yield return key;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<ReaderKey> page, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var key in page)
            if (await store.FindAsync(key.Id, cancel) is null) await store.AddAsync(key, cancel);
    }
}

/// <summary>The secrets to which partners refer, by the ports of registry and secrets.</summary>
/// <param name="partners">The partners.</param>
/// <param name="secrets">The secrets; there may be others too.</param>
public sealed class MovedSecrets(IMovedRecords<MovedPartner> partners, ISecretStore secrets) : IMovedRecords<MovedSecret>
{
    /// <inheritdoc/>
    /// <remarks>One that cannot be read is left out: its partner says so, before and after.</remarks>
    public async IAsyncEnumerable<MovedSecret> ReadAsync(MovedSecret? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var partner in partners.ReadAsync(null, cancel))
            foreach (var version in partner.Versions)
                if (version.ToPartner().Connection.SecretsName is { } name) names.Add(name);
        foreach (var name in names)
        {
            if (string.CompareOrdinal(name, after?.Name) <= 0) continue;
            if (await secrets.FindAsync(name, cancel) is { } value) yield return new MovedSecret(name, value);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<MovedSecret> page, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var secret in page)
            if (await secrets.FindAsync(secret.Name, cancel) != secret.Value) await secrets.SaveAsync(secret.Name, secret.Value, cancel);
    }
}
