using Hub.Application.Notices;
using Hub.Azure.Graph;
using Hub.AzureStandIn;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Notices.Support;

namespace Hub.Storage.Tests.Notices;

/// <summary>The promises of a channel, kept by mail over Microsoft Graph.</summary>
public sealed class Mail_by_Graph : NoticeChannelContract, IDisposable
{
    private readonly GraphMail _graph = new();
    private readonly HttpClient _http;

    public Mail_by_Graph() => _http = new HttpClient(_graph);

    protected override GraphNotices Channel => field ??= new GraphNotices(GraphMail.Mailbox, new TestIdentity(), _http);

    protected override NoticeAudience Audience => Watchers.ByMail;

    protected override NoticeAudience Others => Watchers.ByTeams;

    public void Dispose()
    {
        Channel.Dispose();
        _http.Dispose();
        _graph.Dispose();
    }

    protected override Task<IReadOnlyList<ReceivedNotice>> ReceivedAsync() =>
        Task.FromResult<IReadOnlyList<ReceivedNotice>>([.. _graph.Sent.Select(s => new ReceivedNotice(
        s.Message["internetMessageId"]!.GetValue<string>(), s.Message["subject"]!.GetValue<string>(), s.Message["body"]!["content"]!.GetValue<string>(),
        [.. s.Message["toRecipients"]!.AsArray().Select(r => r!["emailAddress"]!["address"]!.GetValue<string>())]))]);

    protected override void Break(bool isBroken) => _graph.IsThere = !isBroken;

    [Fact]
    public async Task A_mail_is_plain_text_and_leaves_no_copy_in_the_mailbox()
    {
        await SendAsync();
        var sent = Assert.Single(_graph.Sent);
        Assert.Equal(("text", false), (sent.Message["body"]!["contentType"]!.GetValue<string>(), sent.KeepsCopy));
        Assert.Equal($"<{Notice.Id}@woonhart.example>", sent.Message["internetMessageId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(429, "Microsoft Graph answered 429 ApplicationThrottled.")]
    [InlineData(503, "Microsoft Graph answered 503 UnknownError.")]
    [InlineData(404, "Microsoft Graph does not know the mailbox of Graph:mailbox (404 UnknownError).")]
    [InlineData(400, "Microsoft Graph answered 400 UnknownError.", true)]
    [InlineData(413, "Microsoft Graph answered 413 UnknownError.", true)]
    public async Task The_client_makes_one_request_for_it_is_the_hub_that_tries_again(int status, string why, bool isOfMessage = false)
    {
        _graph.Answers = (System.Net.HttpStatusCode)status;
        Assert.Equal(new NoticeResult.Failed(why, isOfMessage), await SendAsync());
        Assert.Equal(1, _graph.Requests);
    }

    [Fact]
    public async Task A_mailbox_that_the_identity_may_not_use_is_named_as_such()
    {
        using var other = new GraphNotices("directie@woonhart.example", new TestIdentity(), _http);
        var failed = Assert.IsType<NoticeResult.Failed>(await other.SendAsync(Notice, Audience, CancellationToken.None));
        Assert.Equal("Microsoft Graph does not let the hub's identity send from this mailbox (403 ErrorAccessDenied).", failed.Why);
    }
}
