using System.Globalization;
using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Tests.Support;

/// <summary>Something happened in a case, a kind of stream that the product does not have yet.</summary>
internal sealed record CaseOpened(string Subject) : IStreamEvent
{
    public string Name => nameof(CaseOpened);
}

/// <summary>Tells <see cref="For"/> of every event of a case, by its version and subject.</summary>
internal sealed class CaseMessages : IStreamMessages
{
    public const string CaseKind = "case";

    public string Kind => CaseKind;

    public Recipient For { get; set; } = Recipient.OfPartner(Hub.Testing.Orders.Given.Alfa);

    public IReadOnlyList<Delivery> DeliveriesFor(EventStream stream, int from, DateTimeOffset now) =>
        [.. stream.Events.Where(e => e.Version >= from).Select(e => Delivery.For(e, For, now))];

    public ValueTask<bool> MayNamePersonAsync(Delivery delivery, Partner partner, EventStream stream, CancellationToken cancel) => ValueTask.FromResult(false);

    public ValueTask<WriteResult> WriteAsync(Delivery delivery, Partner partner, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel) =>
        ValueTask.FromResult<WriteResult>(new WriteResult.Written(new OutboundMessage
        {
            ContentType = "text/plain",
            Body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{delivery.Version} {((CaseOpened)stream.Events[delivery.Version - 1].Event).Subject}")),
        }));
}
