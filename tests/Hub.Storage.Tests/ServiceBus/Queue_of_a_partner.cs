using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Azure.ServiceBus;
using Hub.Domain.Partners;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>Messages for the partner that has a queue of its own.</summary>
public sealed class Queue_of_a_partner : IAsyncLifetime
{
    private static readonly Partner Erp = new()
    {
        Id = "erp", Role = PartnerRole.Erp, Name = "ERP", Connection = new Connection { Language = Language.Vera, Transport = Transport.Queue },
    };

    private readonly ServiceBusQueue _bus = new();
    private readonly QueueConnector _connector;

    public Queue_of_a_partner() => _connector = new QueueConnector(_bus.Client, "erp", _bus.Clock);

    private static OutboundMessage Message => new()
    {
        ContentType = "application/json", Body = "{}"u8.ToArray(), Method = "PATCH", Path = "onderhoudsorders/4711",
        Headers = new Dictionary<string, string> { ["X-Stuurgegevens-Referentienummer"] = "d-1" },
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bus.DisposeAsync();

    [Fact]
    public async Task A_message_goes_with_the_id_of_its_delivery_and_what_it_asks()
    {
        Assert.Equal(new SendResult.Delivered(202), await SendAsync());

        await using var receiver = _bus.Client.CreateReceiver("outbound");
        var got = await receiver.ReceiveMessageAsync();
        Assert.Equal(("d-1", "PATCH onderhoudsorders/4711", "application/json", "{}", null),
            (got.MessageId, got.Subject, got.ContentType, got.Body.ToString(), got.CorrelationId));
        Assert.Equal("d-1", got.ApplicationProperties["X-Stuurgegevens-Referentienummer"]);
    }

    [Fact]
    public async Task An_answer_names_the_message_that_it_answers()
    {
        await _connector.SendAsync(Erp, "answer-1", Message with { Path = null, AnswerTo = "m-7" }, isTrial: false, CancellationToken.None);
        await using var receiver = _bus.Client.CreateReceiver("outbound");
        var got = await receiver.ReceiveMessageAsync();
        Assert.Equal(("answer-1", "m-7", null), (got.MessageId, got.CorrelationId, got.Subject));
    }

    [Fact]
    public async Task Nothing_of_another_partner_goes_there()
    {
        var failed = Assert.IsType<SendResult.Failed>(
            await _connector.SendAsync(Erp with { Id = "other" }, "d-1", Message, isTrial: true, CancellationToken.None));
        Assert.Equal(FailureKind.Misconfigured, failed.Kind);
        Assert.Empty(_bus.Outbound.Messages());
    }

    [Fact]
    public async Task While_the_service_is_away_the_next_message_is_not_tried_but_a_trial_is()
    {
        _bus.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded, times: 4);
        Assert.Equal(FailureKind.Busy, Assert.IsType<SendResult.Failed>(await SendAsync()).Kind);
        var skipped = Assert.IsType<SendResult.Failed>(await SendAsync());
        Assert.Equal((FailureKind.CircuitOpen, (TimeSpan?)Outage.Pause), (skipped.Kind, skipped.RetryAfter));

        _bus.Service.Faults.Clear();
        Assert.IsType<SendResult.Delivered>(await _connector.SendAsync(Erp, "d-1", Message, isTrial: true, CancellationToken.None));
        Assert.IsType<SendResult.Delivered>(await SendAsync());
    }

    [Fact]
    public async Task A_send_whose_answer_is_lost_leaves_the_same_id_twice_at_worst()
    {
        _bus.Service.Faults.DropConnection(FaultPoint.Send, done: true, "outbound");
        Assert.IsType<SendResult.Delivered>(await SendAsync());
        Assert.All(_bus.Outbound.Messages(), m => Assert.Equal("d-1", m.MessageId));
        Assert.Equal("{}", Encoding.UTF8.GetString(_bus.Outbound.Messages()[0].Body.Span));
    }

    private ValueTask<SendResult> SendAsync() => _connector.SendAsync(Erp, "d-1", Message, isTrial: false, CancellationToken.None);
}
