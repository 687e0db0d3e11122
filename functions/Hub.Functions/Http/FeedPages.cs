using System.Runtime.CompilerServices;
using Hub.Application.Figures;
using Hub.Application.Reading;

namespace Hub.Functions.Http;

/// <summary>Facts page by page, so that a million of them take no more memory than some, and each page has a turn of its own.</summary>
/// <param name="figures">The store.</param>
/// <param name="turns">Turns for reading.</param>
/// <param name="viewer">Who reads.</param>
/// <param name="query">What is read; null where the viewer sees none.</param>
internal sealed class FeedPages(IFigures figures, ListTurns turns, Viewer viewer, FactQuery? query)
{
    private const int Page = 500;

    /// <summary>Who reads.</summary>
    public Viewer Viewer => viewer;

    /// <summary>Reads the pages; the last one has a cursor where the limit was reached before the end.</summary>
    /// <exception cref="TooManyCallsException">Too many lists of this viewer wait.</exception>
    public async IAsyncEnumerable<FactPage> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (query is null) yield break;
        var (left, cursor) = (query.Limit, query.Cursor);
        do
        {
            FactPage page;
            using (var turn = await turns.TryEnterAsync(viewer.Asker, cancel) ?? throw new TooManyCallsException())
                page = await figures.ListAsync(query with { Limit = Math.Min(left, Page), Cursor = cursor }, cancel);
            left -= page.Items.Count;
            cursor = page.Cursor;
            yield return page;
        }
        while (cursor is not null && left > 0);
    }
}

/// <summary>Too many lists of one viewer are read or wait.</summary>
internal sealed class TooManyCallsException() : Exception("Too many lists are read or wait.");
