using Hub.Application.Notices;
using Hub.AzureStandIn;
using Hub.Connectors;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Notices.Support;

namespace Hub.Storage.Tests.Notices;

/// <summary>The promises of a channel, kept by cards to Teams.</summary>
public sealed class Cards_to_Teams : NoticeChannelContract, IAsyncLifetime
{
    private readonly TeamsNotices _channel = new(new ConnectorOptions { AllowPrivateEndpoints = true });
    private TeamsWorkflow _workflow = null!;

    protected override TeamsNotices Channel => _channel;

    protected override NoticeAudience Audience => new([], _workflow.Address);

    protected override NoticeAudience Others => Watchers.ByMail;

    public async Task InitializeAsync() => _workflow = await TeamsWorkflow.StartAsync();

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _workflow.DisposeAsync();
    }

    protected override Task<IReadOnlyList<ReceivedNotice>> ReceivedAsync() => Task.FromResult<IReadOnlyList<ReceivedNotice>>([.. _workflow.Cards.Select(card =>
    {
        var texts = TeamsWorkflow.TextsOf(card).ToList();
        return new ReceivedNotice(texts.Single(t => t.StartsWith("Kenmerk: ", StringComparison.Ordinal)), texts[0], string.Join('\n', texts), []);
    })]);

    protected override void Break(bool isBroken) => _workflow.Answers = isBroken ? 500 : null;

    [Fact]
    public async Task A_card_has_no_text_in_which_Teams_would_see_markup()
    {
        await SendAsync();
        foreach (var block in _workflow.Cards[0]["body"]!.AsArray())
        {
            Assert.Equal("RichTextBlock", block!["type"]!.GetValue<string>());
            Assert.All(block["inlines"]!.AsArray(), run => Assert.Equal("TextRun", run!["type"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task The_only_link_of_a_card_leads_to_the_hub()
    {
        await SendAsync();
        var action = Assert.Single(_workflow.Cards[0]["actions"]!.AsArray())!;
        Assert.Equal(("Action.OpenUrl", "https://hub.woonhart.example/"), (action["type"]!.GetValue<string>(), action["url"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_private_address_is_not_called_where_partners_addresses_may_not_be_private()
    {
        using var strict = new TeamsNotices(new ConnectorOptions());
        var plain = Assert.IsType<NoticeResult.Failed>(await strict.SendAsync(Notice, Audience, CancellationToken.None));
        Assert.Equal("The address of the Teams workflow must begin with https://.", plain.Why);
        var inside = new NoticeAudience([], new UriBuilder(_workflow.Address) { Scheme = "https" }.Uri);
        var refused = Assert.IsType<NoticeResult.Failed>(await strict.SendAsync(Notice, inside, CancellationToken.None));
        Assert.Contains("private or reserved address", refused.Why, StringComparison.Ordinal);
        Assert.Empty(_workflow.Cards);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(413, true)]
    [InlineData(401, false)]
    [InlineData(500, false)]
    public async Task A_card_that_is_wrong_says_nothing_of_the_workflow(int status, bool isOfMessage)
    {
        _workflow.Answers = status;
        Assert.Equal(new NoticeResult.Failed($"The Teams workflow answered {status}.", isOfMessage), await SendAsync());
    }

    [Fact]
    public async Task Two_workflows_on_one_host_are_two_servers()
    {
        await SendAsync();
        var other = Audience with { Teams = new Uri(Audience.Teams!.AbsoluteUri + "x") };
        Assert.NotEqual(Channel.ServerOf(Audience), Channel.ServerOf(other));
    }
}
