using System.Runtime.CompilerServices;
using Hub.Application.Figures;
using Hub.Application.Reading;

namespace Hub.Functions.Http;

/// <summary>Rows of a feed.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Cursor">Where the next page begins, as the store says it; null after the last.</param>
internal sealed record FeedPage<TRow>(IEnumerable<TRow> Rows, string? Cursor);

/// <summary>What a store keeps, page by page, so that a million take no more memory than some, and each page has a turn of its own.</summary>
/// <typeparam name="TItem">What it keeps.</typeparam>
/// <param name="list">Reads a page of it.</param>
/// <param name="turns">Turns for reading.</param>
internal sealed class FeedPages<TItem>(
    Func<FactQuery, CancellationToken, ValueTask<(IReadOnlyList<TItem> Items, string? Cursor)>> list, ListTurns turns)
{
    private const int Page = 500;

    /// <summary>Reads the pages; the last one has a cursor where the limit was reached before the end.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="query">What is read; null where the viewer sees none.</param>
    /// <param name="rowsOf">The rows that the viewer sees of what is kept.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TooManyCallsException">Too many lists of this viewer wait.</exception>
    public async IAsyncEnumerable<FeedPage<TRow>> ReadAsync<TRow>(
        Viewer viewer, FactQuery? query, Func<Viewer, TItem, IEnumerable<TRow>> rowsOf, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (query is null) yield break;
        var (left, cursor) = (query.Limit, query.Cursor);
        do
        {
            (IReadOnlyList<TItem> Items, string? Cursor) page;
            using (var turn = await turns.TryEnterAsync(viewer.Asker, cancel) ?? throw new TooManyCallsException())
                page = await list(query with { Limit = Math.Min(left, Page), Cursor = cursor }, cancel);
            left -= page.Items.Count;
            cursor = page.Cursor;
            yield return new FeedPage<TRow>(page.Items.SelectMany(o => rowsOf(viewer, o)), cursor);
        }
        while (cursor is not null && left > 0);
    }
}

/// <summary>Too many lists of one viewer are read or wait.</summary>
internal sealed class TooManyCallsException() : Exception("Too many lists are read or wait.");
