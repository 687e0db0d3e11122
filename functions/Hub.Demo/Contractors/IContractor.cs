using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Demo.Contractors;

/// <summary>A message about an order that a contractor received.</summary>
/// <param name="MessageId">Id of the message.</param>
/// <param name="Summary">Its content in the contractor's own codes.</param>
public sealed record ReceivedEvent(string MessageId, string Summary);

/// <summary>A contractor: reports events of the domain in its own format and receives its orders.</summary>
public interface IContractor : IStandIn
{
    /// <summary>Display name with the format.</summary>
    string Name { get; }

    /// <summary>True where its format has a message for the event.</summary>
    bool CanReport(OrderEvent fact);

    /// <summary>Reports an event of an order to the hub.</summary>
    /// <exception cref="ArgumentException">Its format has no message for the event: see <see cref="CanReport"/>.</exception>
    Task<HubAnswer> ReportAsync(string number, OrderEvent fact, CancellationToken cancel = default);

    /// <summary>Uploads a photo of an order.</summary>
    Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default);

    /// <summary>Sends the last message about an order again, byte for byte.</summary>
    Task<HubAnswer> ResendLastAsync(string number, CancellationToken cancel = default);

    /// <summary>The messages that it received about an order, each once, in order.</summary>
    IReadOnlyList<ReceivedEvent> ReceivedFor(string number);

    /// <summary>Completes when it has received more than <paramref name="known"/> messages about an order.</summary>
    Task WaitForMessagesAsync(string number, int known, CancellationToken cancel = default);
}

/// <summary>Short forms of the usual reports.</summary>
public static class ContractorReports
{
    /// <summary>Accepts the order.</summary>
    public static Task<HubAnswer> AcceptAsync(this IContractor c, string number, CancellationToken cancel = default) =>
        c.ReportAsync(number, new OrderAccepted(), cancel);

    /// <summary>Refuses the order.</summary>
    public static Task<HubAnswer> RefuseAsync(this IContractor c, string number, string reason, CancellationToken cancel = default) =>
        c.ReportAsync(number, new OrderRefused(reason), cancel);

    /// <summary>Made an appointment with the resident.</summary>
    public static Task<HubAnswer> MakeAppointmentAsync(this IContractor c, string number, TimeWindow visit, CancellationToken cancel = default) =>
        c.ReportAsync(number, new AppointmentMade(visit), cancel);

    /// <summary>Started the work.</summary>
    public static Task<HubAnswer> StartWorkAsync(this IContractor c, string number, CancellationToken cancel = default) =>
        c.ReportAsync(number, new WorkStarted(), cancel);

    /// <summary>Interrupted the work.</summary>
    public static Task<HubAnswer> InterruptAsync(this IContractor c, string number, InterruptionReason reason, CancellationToken cancel = default) =>
        c.ReportAsync(number, new WorkInterrupted(reason), cancel);

    /// <summary>Resumed the work.</summary>
    public static Task<HubAnswer> ResumeAsync(this IContractor c, string number, CancellationToken cancel = default) =>
        c.ReportAsync(number, new WorkResumed(), cancel);

    /// <summary>Requests extra work.</summary>
    public static Task<HubAnswer> RequestExtraWorkAsync(
        this IContractor c, string number, string reason, IReadOnlyList<OrderLine> lines, CancellationToken cancel = default) =>
        c.ReportAsync(number, new ExtraWorkRequested(reason, lines), cancel);

    /// <summary>Asks a question that blocks completion until it is answered.</summary>
    public static Task<HubAnswer> RequireResponseAsync(this IContractor c, string number, string question, CancellationToken cancel = default) =>
        c.ReportAsync(number, new ResponseRequired(question), cancel);

    /// <summary>Completed the work.</summary>
    public static Task<HubAnswer> CompleteAsync(this IContractor c, string number, DateOnly readyOn, CancellationToken cancel = default) =>
        c.ReportAsync(number, new WorkCompleted(readyOn), cancel);

    /// <summary>Closes the order.</summary>
    public static Task<HubAnswer> CloseAsync(this IContractor c, string number, CancellationToken cancel = default) =>
        c.ReportAsync(number, new OrderClosed(), cancel);
}
