using System.IO.Compression;
using Hub.Application.Figures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Functions.Http;

/// <summary>
/// An answer that is written while it is read. What goes wrong before the first page is answered as always; after that the connection is broken off, for a
/// body that ends early must not pass for a whole one.
/// </summary>
internal sealed class FeedResult(FeedPages pages, Feed feed, IFeedFormat format, Func<string?, string?> cursorOf) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        await using var reading = pages.ReadAsync(cancel).GetAsyncEnumerator(cancel);
        FactPage? page;
        try
        {
            page = await reading.MoveNextAsync() ? reading.Current : null;
        }
        catch (TooManyCallsException)
        {
            await httpContext.Request.Refuse(ListTurns.TooMany).ExecuteAsync(httpContext);
            return;
        }
        httpContext.Response.ContentType = format.MediaType;
        var isZipped = httpContext.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        httpContext.Response.Headers.Vary = "Accept-Encoding";
        if (isZipped) httpContext.Response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        try
        {
            await WriteAsync(httpContext, page, reading, isZipped, cancel);
        }
        catch (Exception e) when (httpContext.Response.HasStarted && (e is TooManyCallsException || !cancel.IsCancellationRequested))
        {
            httpContext.Abort();
            throw;
        }
    }

    // A page is written to memory and sent from there: neither the writers nor the stream of the answer would like it otherwise.
    private async Task WriteAsync(HttpContext context, FactPage? page, IAsyncEnumerator<FactPage> reading, bool isZipped, CancellationToken cancel)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var body = isZipped ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : context.Response.Body;
        using var buffer = new MemoryStream();
        using var writer = feed.WrittenBy(format);
        writer.Begin(buffer);
        var cursor = page?.Cursor;
        while (page is not null)
        {
            foreach (var facts in page.Items) writer.Write(pages.Viewer, facts);
            cursor = page.Cursor;
            await SendAsync();
            page = await reading.MoveNextAsync() ? reading.Current : null;
        }
        writer.End(cursorOf(cursor));
        await SendAsync();
        if (isZipped) await body.DisposeAsync();

        async Task SendAsync()
        {
            writer.Flush();
            await body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancel);
            buffer.SetLength(0);
        }
    }
}
