using Hub.Application.Notices;
using Hub.Application.Settings;
using Hub.Embedded.Notices;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Notices.Support;
using Hub.Testing.Mail;
using MimeKit;

namespace Hub.Storage.Tests.Notices;

/// <summary>The promises of a channel, kept by mail over SMTP.</summary>
public sealed class Mail_by_SMTP : NoticeChannelContract, IAsyncLifetime
{
    private const string Sender = "ketenhub@woonhart.example";

    private readonly MailServer _server = new();

    protected override SmtpNotices Channel => field ??= new SmtpNotices(new SmtpServer("127.0.0.1", _server.Port, Sender, SmtpSecurity.None, null, null));

    protected override NoticeAudience Audience => Watchers.ByMail;

    protected override NoticeAudience Others => Watchers.ByTeams;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    protected override async Task<IReadOnlyList<ReceivedNotice>> ReceivedAsync()
    {
        var received = new List<ReceivedNotice>();
        foreach (var taken in _server.Taken)
        {
            using var content = new MemoryStream(taken.Content);
            received.Add(Watchers.Received(await MimeMessage.LoadAsync(content), taken.To));
        }
        return received;
    }

    protected override void Break(bool isBroken) => _server.IsBroken = isBroken;

    private static SmtpNotices Secured(SmtpSecurity security, MailServer server, string password = "wachtwoord") => new(
        new SmtpServer("127.0.0.1", server.Port, Sender, security, "ketenhub", password), (_, certificate, _, _) => server.IsOwn(certificate));

    [Fact]
    public async Task It_signs_in_over_STARTTLS()
    {
        (_server.OffersTls, _server.Account) = (true, ("ketenhub", "wachtwoord"));
        Assert.IsType<NoticeResult.Sent>(await Secured(SmtpSecurity.StartTls, _server).SendAsync(Notice, Audience, CancellationToken.None));
        var taken = Assert.Single(_server.Taken);
        Assert.Equal(("ketenhub@woonhart.example", true, "ketenhub"), (taken.From, taken.WasSecured, taken.User));
    }

    [Fact]
    public async Task It_signs_in_over_TLS()
    {
        await using var server = new MailServer(isSecuredAtOnce: true) { Account = ("ketenhub", "wachtwoord") };
        Assert.IsType<NoticeResult.Sent>(await Secured(SmtpSecurity.Tls, server).SendAsync(Notice, Audience, CancellationToken.None));
        Assert.True(Assert.Single(server.Taken).WasSecured);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_no_password_and_no_mail()
    {
        _server.Account = ("ketenhub", "wachtwoord");
        var failed = Assert.IsType<NoticeResult.Failed>(
            await Secured(SmtpSecurity.StartTls, _server).SendAsync(Notice, Audience, CancellationToken.None));
        Assert.Contains("Hub:Smtp:Security", failed.Why, StringComparison.Ordinal);
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_not_taken()
    {
        (_server.OffersTls, _server.Account) = (true, ("ketenhub", "wachtwoord"));
        var channel = new SmtpNotices(new SmtpServer("127.0.0.1", _server.Port, Sender, SmtpSecurity.StartTls, "ketenhub", "wachtwoord"));
        var failed = Assert.IsType<NoticeResult.Failed>(await channel.SendAsync(Notice, Audience, CancellationToken.None));
        Assert.Equal("No trusted TLS connection to the mail server could be made.", failed.Why);
    }

    [Fact]
    public async Task A_wrong_password_is_said_to_be_wrong()
    {
        (_server.OffersTls, _server.Account) = (true, ("ketenhub", "wachtwoord"));
        var failed = Assert.IsType<NoticeResult.Failed>(
            await Secured(SmtpSecurity.StartTls, _server, "anders").SendAsync(Notice, Audience, CancellationToken.None));
        Assert.Equal("The mail server refused the user name or the password.", failed.Why);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_user_name_where_none_is_set_is_said_to_do_so()
    {
        _server.Account = ("ketenhub", "wachtwoord");
        Assert.Equal(new NoticeResult.Failed("The mail server asks for a user name (Hub:Smtp:User)."), await SendAsync());
    }

    [Fact]
    public async Task An_address_that_is_put_off_gets_the_mail_at_the_next_attempt_and_the_others_get_it_once()
    {
        _server.Deferred = new HashSet<string> { Audience.Mail[0] };
        var some = Assert.IsType<NoticeResult.SentToSome>(await SendAsync());
        Assert.Equal([Audience.Mail[1]], some.Settled);
        Assert.Equal("The mail server put 1 of 2 addresses off until later.", some.Why);

        _server.Deferred = new HashSet<string>();
        Assert.IsType<NoticeResult.Sent>(await SendAsync(audience: Audience.Without(some.Settled)));
        Assert.Equal([[Audience.Mail[1]], [Audience.Mail[0]]], _server.Taken.Select(t => t.To));
    }

    [Fact]
    public async Task Where_all_addresses_are_put_off_nobody_is_done_with_and_the_server_is_well()
    {
        _server.Deferred = new HashSet<string> { Audience.Mail[0] };
        _server.Unknown = new HashSet<string> { Audience.Mail[1] };
        Assert.True(Assert.IsType<NoticeResult.Failed>(await SendAsync()).IsOfMessage);
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_keeps_the_mail_from_nobody_else()
    {
        _server.Unknown = new HashSet<string> { Audience.Mail[0] };
        var sent = Assert.IsType<NoticeResult.Sent>(await SendAsync());
        Assert.Equal("the mail server refused 1 of 2 addresses", sent.Note);
        Assert.Equal([Audience.Mail[1]], Assert.Single(_server.Taken).To);
    }

    [Fact]
    public async Task Where_the_server_knows_none_of_the_addresses_it_is_a_failure_that_names_none()
    {
        _server.Unknown = Audience.Mail.ToHashSet();
        var failed = Assert.IsType<NoticeResult.Failed>(await SendAsync());
        Assert.Contains("refused the mail", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("@", failed.Why, StringComparison.Ordinal);
        Assert.True(failed.IsOfMessage);
    }

    [Fact]
    public async Task What_the_server_writes_about_a_mail_that_it_refuses_is_not_passed_on()
    {
        _server.Refuses = "554 5.7.1 No mail for beheer@woonhart.example";
        Assert.Equal(new NoticeResult.Failed("The mail server refused the mail (554).", IsOfMessage: true), await SendAsync());
    }

    [Fact]
    public async Task A_server_that_takes_no_mail_now_fails_itself()
    {
        _server.Refuses = "451 4.3.0 Not now";
        Assert.Equal(new NoticeResult.Failed("The mail server refused the mail (451)."), await SendAsync());
    }

    [Fact]
    public async Task A_mail_whose_answer_is_lost_is_a_failure_and_comes_again_under_the_same_id()
    {
        _server.LosesAnswer = true;
        Assert.IsType<NoticeResult.Failed>(await SendAsync());
        _server.LosesAnswer = false;
        Assert.IsType<NoticeResult.Sent>(await SendAsync());
        var received = await ReceivedAsync();
        Assert.Equal(2, received.Count);
        Assert.Single(received.Select(r => r.Identity).Distinct());
    }

    [Fact]
    public async Task Whoever_waits_for_a_silent_server_can_give_up()
    {
        _server.IsSilent = true;
        using var patience = new CancellationTokenSource();
        var sending = Channel.SendAsync(Notice, Audience, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }
}
