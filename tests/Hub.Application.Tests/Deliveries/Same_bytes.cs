using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

/// <summary>What a delivery says under its id is the same at every attempt.</summary>
public sealed class Same_bytes
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678");

    private readonly LaneBench _bench = new(OrderStory.Accepted());

    public Same_bytes() => _bench.Writer.Instead = o => new WriteResult.Written(new OutboundMessage
    {
        ContentType = "text/plain",
        Body = System.Text.Encoding.UTF8.GetBytes($"{o.Recorded.Version} {o.Recipient.Name} {o.Contact?.Phone ?? "-"}"),
    });

    private async Task PutAlfaAsync(Func<Partner, Partner> change)
    {
        await _bench.Cache.ChangeAsync(async r =>
        {
            await r.SavePartnerAsync(change(_bench.Registry.Partners.Single(p => p.Id == Given.Alfa)), CancellationToken.None);
            return true;
        });
    }

    private async Task FailAsync(FailureKind kind = FailureKind.Broken)
    {
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Fails(kind);
        await _bench.RunAsync();
    }

    private Task AgainAsync()
    {
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        return _bench.RunAsync();
    }

    [Theory]
    [InlineData(FailureKind.Broken)]
    [InlineData(FailureKind.TimedOut)]
    [InlineData(FailureKind.Refused)]
    public async Task They_stay_though_the_partners_name_has_changed(FailureKind kind)
    {
        await FailAsync(kind);
        await PutAlfaAsync(p => p with { Name = "Alfa Renamed" });
        await AgainAsync();
        Assert.Equal(["alfa 2 Alfa Onderhoud -", "alfa 2 Alfa Onderhoud -"], _bench.Connector.Sent);
    }

    [Fact]
    public async Task A_resident_who_was_erased_is_named_no_more()
    {
        _bench.Contacts.All[Given.Id] = (Resident, Given.Start);
        await FailAsync();
        _bench.Contacts.All.Clear();
        await AgainAsync();
        Assert.Equal(["alfa 2 Alfa Onderhoud 0612345678", "alfa 2 Alfa Onderhoud -"], _bench.Connector.Sent);
    }

    [Fact]
    public async Task A_partner_that_speaks_another_language_gets_the_message_in_that()
    {
        await FailAsync();
        await PutAlfaAsync(p => p with
        {
            Name = "Alfa Renamed",
            Connection = p.Connection with { Codes = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["unit"] = new Dictionary<string, string> { ["STK"] = "PCE" } } },
        });
        await AgainAsync();
        Assert.Equal("alfa 2 Alfa Renamed -", _bench.Connector.Sent[^1]);
    }

    [Theory]
    [InlineData(FailureKind.Refused, "alfa 2 Alfa Renamed -")]
    [InlineData(FailureKind.Broken, "alfa 2 Alfa Onderhoud -")]
    public async Task Replayed_by_hand_only_what_the_partner_refused_is_written_anew(FailureKind kind, string sent)
    {
        await FailAsync(kind);
        _bench.Clock.Advance(TimeSpan.FromDays(4));
        await _bench.RunAsync();
        Assert.Equal(DeliveryState.Parked, _bench.At(2).State);
        await PutAlfaAsync(p => p with { Name = "Alfa Renamed" });
        _bench.Connector.Recovers();
        Assert.True(await _bench.Manage.ReplayAsync(_bench.At(2).Id, CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal(sent, _bench.Connector.Sent[^1]);
    }

    [Fact]
    public async Task A_mailbox_shows_the_same_each_time()
    {
        _bench.Enqueue(Given.Alfa, 2);
        var first = (await _bench.Manage.MailboxAsync(Given.PartnerAlfa, 10, CancellationToken.None)).Single().Message.Body.ToArray();
        await PutAlfaAsync(p => p with { Name = "Alfa Renamed" });
        var second = (await _bench.Manage.MailboxAsync(Given.PartnerAlfa with { Name = "Alfa Renamed" }, 10, CancellationToken.None)).Single().Message.Body.ToArray();
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task They_are_kept_before_they_are_sent_and_until_they_are_delivered()
    {
        var kept = (KeptMessage?)null;
        _bench.Enqueue(Given.Alfa, 2);
        _bench.Connector.Answer = async (_, cancel) =>
        {
            kept = await _bench.Store.FindMessageAsync(_bench.At(2), cancel);
            return new SendResult.Delivered(200);
        };
        await _bench.RunAsync();
        Assert.NotNull(kept);
        Assert.Null(await _bench.Store.FindMessageAsync(_bench.At(2), CancellationToken.None));
    }

    [Fact]
    public async Task Another_GLN_is_another_message()
    {
        await FailAsync(FailureKind.Refused);
        await PutAlfaAsync(p => p with { Name = "Alfa Renamed", Gln = "8712345678906" });
        await AgainAsync();
        Assert.Equal("alfa 2 Alfa Renamed -", _bench.Connector.Sent[^1]);
    }

    [Fact]
    public async Task What_a_partner_refused_is_written_anew_once_its_connection_is_put()
    {
        await FailAsync(FailureKind.Refused);
        await PutAlfaAsync(p => p with { Name = "Alfa Renamed" });
        await new SweepLanes(_bench.Store, _bench.Cache, _bench.Signal, _bench.Backoff, _bench.Clock, _bench.Metrics).SignalPartnerAsync(Given.Alfa, CancellationToken.None);
        await _bench.RunAsync();
        Assert.Equal("alfa 2 Alfa Renamed -", _bench.Connector.Sent[^1]);
    }

    [Fact]
    public async Task A_contractor_that_loses_the_order_during_a_turn_is_told_nothing_more_of_the_resident()
    {
        _bench.Contacts.All[Given.Id] = (Resident, Given.Start);
        _bench.Enqueue(Given.Alfa, 2, 3);
        var lost = _bench.Story.Record(Given.ContractorAlfa, new OrderRefused("Full."));
        _bench.Connector.Answer = (_, _) =>
        {
            _bench.Log.With(lost);
            return ValueTask.FromResult<SendResult>(new SendResult.Delivered(200));
        };
        _bench.Log.Put(Given.Id, OrderStory.Accepted().Events);
        await _bench.RunAsync();
        Assert.Equal(["alfa 2 Alfa Onderhoud 0612345678", "alfa 3 Alfa Onderhoud -"], _bench.Connector.Sent);
    }

    [Fact]
    public async Task A_resident_who_is_erased_while_the_message_is_written_is_neither_kept_nor_named()
    {
        _bench.Contacts.All[Given.Id] = (Resident, Given.Start);
        _bench.Store.AfterKeep = _bench.Contacts.All.Clear;
        await FailAsync();
        Assert.Equal(["alfa 2 Alfa Onderhoud -"], _bench.Connector.Sent);
        Assert.False((await _bench.Store.FindMessageAsync(_bench.At(2), CancellationToken.None))!.NamesPerson);
    }

    [Fact]
    public async Task A_message_that_is_acknowledged_while_a_mailbox_is_read_is_left_out()
    {
        _bench.Enqueue(Given.Alfa, 2, 3);
        var write = _bench.Writer.Instead;
        _bench.Writer.Instead = o =>
        {
            if (o.Recorded.Version == 2) Assert.True(_bench.Manage.AcknowledgeAsync(Given.PartnerAlfa, _bench.At(2).Id, CancellationToken.None).GetAwaiter().GetResult());
            return write(o);
        };
        var waiting = await _bench.Manage.MailboxAsync(Given.PartnerAlfa, 10, CancellationToken.None);
        Assert.Equal([3], waiting.Select(w => w.Delivery.Version));
        Assert.Equal(DeliveryState.Delivered, _bench.At(2).State);
    }
}
