using System.IO.Compression;
using Hub.Application.Figures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http;

/// <summary>
/// An answer that is written while it is read. What goes wrong before the first page is answered as always; after that the connection is broken off, for a
/// body that ends early must not pass for a whole one.
/// </summary>
/// <param name="feed">What is written.</param>
/// <param name="format">How.</param>
/// <param name="read">Reads the pages.</param>
/// <param name="cursorOf">The cursor to give for that of the store.</param>
/// <param name="tag">What stands for the rows, whoever asks for them in the same way; null where nothing does.</param>
internal sealed class FeedResult<TRow>(
    Feed<TRow> feed, IFeedFormat format, Func<CancellationToken, IAsyncEnumerable<FeedPage<TRow>>> read, Func<string?, string?> cursorOf, string? tag) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (cancel, response) = (httpContext.RequestAborted, httpContext.Response);
        if (tag is not null)
        {
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            if (IsHeld(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        await using var reading = read(cancel).GetAsyncEnumerator(cancel);
        FeedPage<TRow>? page;
        try
        {
            page = await reading.MoveNextAsync() ? reading.Current : null;
        }
        catch (TooManyCallsException)
        {
            response.Headers.Remove(HeaderNames.ETag);
            await httpContext.Request.Refuse(ListTurns.TooMany).ExecuteAsync(httpContext);
            return;
        }
        response.ContentType = format.MediaType;
        var isZipped = httpContext.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        response.Headers.Vary = "Accept-Encoding";
        if (isZipped) response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        try
        {
            await WriteAsync(httpContext, page, reading, isZipped, cancel);
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

    // A page is written to memory and sent from there: neither the writers nor the stream of the answer would like it otherwise.
    private async Task WriteAsync(
        HttpContext context, FeedPage<TRow>? page, IAsyncEnumerator<FeedPage<TRow>> reading, bool isZipped, CancellationToken cancel)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var body = isZipped ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : context.Response.Body;
        using var buffer = new MemoryStream();
        await using var writer = format.Writer(feed);
        await writer.BeginAsync(buffer);
        var cursor = page?.Cursor;
        while (page is not null)
        {
            await writer.WriteAsync(page.Rows);
            cursor = page.Cursor;
            await SendAsync();
            page = await reading.MoveNextAsync() ? reading.Current : null;
        }
        await writer.EndAsync(cursorOf(cursor));
        await SendAsync();
        if (isZipped) await body.DisposeAsync();

        async Task SendAsync()
        {
            await body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancel);
            buffer.SetLength(0);
        }
    }
}
