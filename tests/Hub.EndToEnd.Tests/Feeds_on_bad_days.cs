using Hub.Application;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Formats.Feeds;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.EndToEnd.Tests;

/// <summary>Feeds of which a page cannot be read, and what askers take of them.</summary>
public sealed class Feeds_on_bad_days
{
    private const string Tag = "W/\"1\"";

    private static readonly PhotoFact[] None = [];

    private static async IAsyncEnumerable<FeedPage<PhotoFact>> PagesAsync(Exception? first = null)
    {
        await Task.CompletedTask;
        if (first is not null) throw first;
        yield return new FeedPage<PhotoFact>(None, null);
    }

    private static Task<IResult> AnswerAsync(DefaultHttpContext http, Exception? first = null) =>
        FeedResult<PhotoFact>.OfAsync(http.Request, Feeds.Photos, new JsonFeed(), PagesAsync(first), c => c, Tag);

    /// <summary>An answer is written outside the functions' middleware: there it would be a 500.</summary>
    [Fact]
    public async Task A_store_that_fails_at_the_first_page_fails_the_function_and_not_its_answer()
    {
        var http = new DefaultHttpContext();
        await Assert.ThrowsAsync<StoreException>(() => AnswerAsync(http, new StoreException("The disk is full.", new IOException())));
        Assert.Empty(http.Response.Headers);
    }

    [Theory]
    [InlineData("gzip, deflate", true)]
    [InlineData("br;q=1, GZIP;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    [InlineData("", false)]
    public async Task Gzip_is_for_whoever_takes_it(string accepted, bool isZipped)
    {
        var http = new DefaultHttpContext { Request = { Method = "HEAD" } };
        http.Request.Headers.AcceptEncoding = accepted;
        await (await AnswerAsync(http)).ExecuteAsync(http);
        Assert.Equal(isZipped ? "gzip" : "", http.Response.Headers.ContentEncoding.ToString());
    }

    [Theory]
    [InlineData(Tag, 304)]
    [InlineData("\"1\"", 304)]
    [InlineData("W/\"0\", W/\"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("W/\"2\"", 200)]
    [InlineData("1", 200)]
    public async Task Whoever_has_the_rows_reads_none_from_the_store(string held, int status)
    {
        var http = new DefaultHttpContext { Request = { Method = "GET" }, Response = { Body = new MemoryStream() } };
        http.Request.Headers.IfNoneMatch = held;
        await (await AnswerAsync(http, status == 304 ? new InvalidOperationException("Read.") : null)).ExecuteAsync(http);
        Assert.Equal((status, Tag, "Accept-Encoding"), (http.Response.StatusCode, http.Response.Headers.ETag.ToString(), http.Response.Headers.Vary.ToString()));
    }
}
