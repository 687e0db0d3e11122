using System.IO.Compression;
using Hub.Application.Figures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http;

/// <summary>
/// An answer that is written while it is read. The first page is read by the function, so that what goes wrong with it is answered as always; after that the
/// connection is broken off, for a body that ends early must not pass for a whole one.
/// </summary>
internal sealed class FeedResult<TRow> : IResult
{
    private readonly Feed<TRow> _feed;
    private readonly IFeedFormat _format;
    private readonly IAsyncEnumerator<FeedPage<TRow>> _reading;
    private readonly FeedPage<TRow>? _first;
    private readonly Func<string?, string?> _cursorOf;
    private readonly string? _tag;

    private FeedResult(
        Feed<TRow> feed, IFeedFormat format, IAsyncEnumerator<FeedPage<TRow>> reading, FeedPage<TRow>? first, Func<string?, string?> cursorOf, string? tag) =>
        (_feed, _format, _reading, _first, _cursorOf, _tag) = (feed, format, reading, first, cursorOf, tag);

    /// <summary>The answer: the rows, or that the asker has them, or that too many lists of the asker are read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="feed">What is written.</param>
    /// <param name="format">How.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="cursorOf">The cursor to give for that of the store.</param>
    /// <param name="tag">What stands for the rows, whoever asks for them in the same way; null where nothing does.</param>
    public static async Task<IResult> OfAsync(
        HttpRequest request, Feed<TRow> feed, IFeedFormat format, IAsyncEnumerable<FeedPage<TRow>> pages, Func<string?, string?> cursorOf, string? tag)
    {
        if (tag is not null && IsHeld(request, tag)) return new NotModified(tag);
        var reading = pages.GetAsyncEnumerator(request.HttpContext.RequestAborted);
        try
        {
            return new FeedResult<TRow>(feed, format, reading, await reading.MoveNextAsync() ? reading.Current : null, cursorOf, tag);
        }
        catch (TooManyCallsException)
        {
            return request.Refuse(ListTurns.TooMany);
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var reading = _reading;
        var (cancel, response) = (httpContext.RequestAborted, httpContext.Response);
        FeedHeaders.Set(response, _tag);
        response.ContentType = _format.MediaType;
        var isZipped = TakesGzip(httpContext.Request);
        if (isZipped) response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        try
        {
            await WriteAsync(httpContext, isZipped, cancel);
        }
        catch (Exception e) when (response.HasStarted && (e is TooManyCallsException || !cancel.IsCancellationRequested))
        {
            httpContext.Abort();
            throw;
        }
    }

    private static bool IsHeld(HttpRequest request, string tag)
    {
        var own = EntityTagHeaderValue.Parse(tag);
        return request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(own, useStrongComparison: false));
    }

    // With a quality of 0 it is refused.
    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);

    // A page is written to memory and sent from there: neither the writers nor the stream of the answer would like it otherwise.
    private async Task WriteAsync(HttpContext context, bool isZipped, CancellationToken cancel)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var body = isZipped ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : context.Response.Body;
        using var buffer = new MemoryStream();
        await using var writer = _format.Writer(_feed);
        await writer.BeginAsync(buffer);
        var page = _first;
        var cursor = page?.Cursor;
        while (page is not null)
        {
            await writer.WriteAsync(page.Rows);
            cursor = page.Cursor;
            await SendAsync();
            page = await _reading.MoveNextAsync() ? _reading.Current : null;
        }
        await writer.EndAsync(_cursorOf(cursor));
        await SendAsync();
        if (isZipped) await body.DisposeAsync();

        async Task SendAsync()
        {
            await body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancel);
            buffer.SetLength(0);
        }
    }
}

/// <summary>The answer to whoever has the rows already.</summary>
/// <param name="tag">What stands for them.</param>
internal sealed class NotModified(string tag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        FeedHeaders.Set(httpContext.Response, tag);
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}

/// <summary>What an answer with rows has, and one without them because the asker has them already.</summary>
internal static class FeedHeaders
{
    public static void Set(HttpResponse response, string? tag)
    {
        response.Headers.Vary = "Accept-Encoding";
        if (tag is null) return;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
    }
}
