using Hub.Domain.Streams;

namespace Hub.Application.Evidence;

/// <summary>
/// When to look at which photo. An item is written before what it watches over is begun, so that a crash leaves a reminder and never
/// a picture that nobody knows of. One row a key. Two adapters, one contract suite. Every member throws <see cref="StoreException"/>
/// where the store cannot do it now.
/// </summary>
public interface IEvidenceAgenda
{
    /// <summary>Writes an item, in the place of the one with its key. Durable when it returns.</summary>
    Task SetAsync(AgendaItem item, CancellationToken cancel);

    /// <summary>Writes an item where it still is as it was read: as <see cref="StrikeAsync"/> tells that.</summary>
    /// <returns>True where it was written.</returns>
    Task<bool> ReplaceAsync(AgendaItem read, AgendaItem changed, CancellationToken cancel);

    /// <summary>Items whose moment has come, the longest due first.</summary>
    /// <param name="streamKind">Of this kind of stream only, see <see cref="StreamId.Kind"/>.</param>
    /// <param name="kind">What is to be looked at.</param>
    /// <param name="now">The clock.</param>
    /// <param name="maxOfOne">As many of each partner: who has very many is not before all others.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<IReadOnlyList<AgendaItem>> DueAsync(string streamKind, AgendaKind kind, DateTimeOffset now, int maxOfOne, CancellationToken cancel);

    /// <summary>Items of a kind of one stream, due or not, in any order.</summary>
    ValueTask<IReadOnlyList<AgendaItem>> OfStreamAsync(StreamId stream, AgendaKind kind, CancellationToken cancel);

    /// <summary>Strikes an item where its moments and failures still are as they were read; one that was set anew meanwhile stays.</summary>
    /// <returns>True where it was struck.</returns>
    Task<bool> StrikeAsync(AgendaItem item, CancellationToken cancel);
}
