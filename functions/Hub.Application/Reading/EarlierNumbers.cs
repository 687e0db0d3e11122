using System.Runtime.CompilerServices;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;

namespace Hub.Application.Reading;

/// <summary>
/// The ids that an order of some number can have. An order's id is made of its number in the one form of a key; earlier versions made it of the number as it
/// was sent, and such orders are found under both.
/// </summary>
public sealed class EarlierNumbers(IViews views, TimeProvider clock) : IDisposable
{
    // Such orders are not placed any more. A row may only have been late when they were looked up first, while the lists follow the log.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _loading = new(1);
    private volatile Held? _held;

    private sealed record Held(ILookup<(string Erp, string Number), OrderId> Ids, long At, bool IsFinal);

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    /// <summary>
    /// Ids that orders of these ERPs with this number can have, the likeliest first: as it was sent, which is the most exact where an earlier version took it;
    /// in the one form; and those of orders that an earlier version stored under another spelling of it.
    /// </summary>
    public async IAsyncEnumerable<OrderId> CandidatesAsync(
        IReadOnlyList<Partner> erps, string asSent, [EnumeratorCancellation] CancellationToken cancel)
    {
        var number = KeyText.Of(asSent);
        foreach (var erp in erps)
        {
            if (asSent != number) yield return OrderId.For(erp.Id, asSent);
            yield return OrderId.For(erp.Id, number);
        }
        var ids = (await LoadAsync(cancel)).Ids;
        if (ids.Count == 0) yield break;
        foreach (var erp in erps)
            foreach (var id in ids[(erp.Id, number)])
                yield return id;
    }

    private async ValueTask<Held> LoadAsync(CancellationToken cancel)
    {
        if (_held is { } held && IsFresh(held)) return held;
        await _loading.WaitAsync(cancel);
        try
        {
            if (_held is { } meanwhile && IsFresh(meanwhile)) return meanwhile;
            var at = clock.GetTimestamp();
            var named = await views.EarlierNumbersAsync(cancel);
            var spelled = named.SelectMany(n => new[] { KeyText.Of(n.Number), n.AsXml }.Distinct().Select(number => (Key: (n.ErpId, number), n.OrderId)));
            return _held = new Held(spelled.ToLookup(n => n.Key, n => n.OrderId), at, IsFinal: _held is not null);
        }
        finally
        {
            _loading.Release();
        }
    }

    private bool IsFresh(Held held) => held.IsFinal || clock.GetElapsedTime(held.At) < LookAgainAfter;
}
