namespace Hub.Application.Figures;

/// <summary>How feeds are written.</summary>
public interface IFeedFormat
{
    /// <summary>IANA media type.</summary>
    string MediaType { get; }

    /// <summary>Ending of a file in this format, without a point.</summary>
    string FileExtension { get; }

    /// <summary>True where the cursor of the next page has a place in what is written.</summary>
    bool HasCursor { get; }

    /// <summary>Writes rows of a feed.</summary>
    IFeedWriter<TRow> Writer<TRow>(Feed<TRow> feed);
}

/// <summary>Writes the rows of a feed, page after page.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public interface IFeedWriter<TRow> : IAsyncDisposable
{
    /// <summary>Writes what stands before the rows.</summary>
    /// <param name="to">Where all of it goes. It is emptied from time to time by whoever reads it: only its end may be written to.</param>
    ValueTask BeginAsync(Stream to);

    /// <summary>Writes rows. A format that keeps some back writes them later.</summary>
    ValueTask WriteAsync(IEnumerable<TRow> rows);

    /// <summary>Writes what stands behind the rows.</summary>
    /// <param name="cursor">For the next page; null where there is none.</param>
    ValueTask EndAsync(string? cursor);
}
