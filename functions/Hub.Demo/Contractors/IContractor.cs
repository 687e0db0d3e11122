using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Demo.Contractors;

/// <summary>Something that a contractor heard about an order.</summary>
/// <param name="MessageId">Identity of the message.</param>
/// <param name="What">What it says, in the contractor's own codes.</param>
public sealed record Heard(string MessageId, string What);

/// <summary>A contractor, whatever it speaks: tells facts of the domain in its own language and hears of its orders.</summary>
public interface IContractor : IStandIn
{
    /// <summary>Name and language, for people.</summary>
    string Name { get; }

    /// <summary>True where its language has a message for the fact.</summary>
    bool Speaks(OrderEvent fact);

    /// <summary>Tells the hub a fact about an order.</summary>
    /// <exception cref="ArgumentException">Its language has no message for the fact: see <see cref="Speaks"/>.</exception>
    Task<HubAnswer> TellAsync(string number, OrderEvent fact, CancellationToken cancel = default);

    /// <summary>Brings a photo of an order.</summary>
    Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default);

    /// <summary>Sends the last message about an order once more, byte for byte.</summary>
    Task<HubAnswer> SayAgainAsync(string number, CancellationToken cancel = default);

    /// <summary>What it heard about an order, each message once, in order.</summary>
    IReadOnlyList<Heard> HeardAbout(string number);

    /// <summary>Ends when it has heard more than <paramref name="known"/> messages about an order.</summary>
    Task WaitForNewsAsync(string number, int known, CancellationToken cancel = default);
}

/// <summary>The usual things to say, in short.</summary>
public static class ContractorSpeech
{
    /// <summary>Takes the order.</summary>
    public static Task<HubAnswer> AcceptAsync(this IContractor c, string number, CancellationToken cancel = default) => c.TellAsync(number, new OrderAccepted(), cancel);

    /// <summary>Does not take the order.</summary>
    public static Task<HubAnswer> RefuseAsync(this IContractor c, string number, string reason, CancellationToken cancel = default) =>
        c.TellAsync(number, new OrderRefused(reason), cancel);

    /// <summary>Agreed a visit with the resident.</summary>
    public static Task<HubAnswer> AppointAsync(this IContractor c, string number, TimeWindow visit, CancellationToken cancel = default) =>
        c.TellAsync(number, new AppointmentMade(visit), cancel);

    /// <summary>Began.</summary>
    public static Task<HubAnswer> StartWorkAsync(this IContractor c, string number, CancellationToken cancel = default) => c.TellAsync(number, new WorkStarted(), cancel);

    /// <summary>Stands still.</summary>
    public static Task<HubAnswer> InterruptAsync(this IContractor c, string number, InterruptionReason reason, CancellationToken cancel = default) =>
        c.TellAsync(number, new WorkInterrupted(reason), cancel);

    /// <summary>Goes on.</summary>
    public static Task<HubAnswer> ResumeAsync(this IContractor c, string number, CancellationToken cancel = default) => c.TellAsync(number, new WorkResumed(), cancel);

    /// <summary>Found more to do.</summary>
    public static Task<HubAnswer> RequestExtraWorkAsync(
        this IContractor c, string number, string reason, IReadOnlyList<OrderLine> lines, CancellationToken cancel = default) =>
        c.TellAsync(number, new ExtraWorkRequested(reason, lines), cancel);

    /// <summary>Asks, and waits for the answer.</summary>
    public static Task<HubAnswer> RequireResponseAsync(this IContractor c, string number, string question, CancellationToken cancel = default) =>
        c.TellAsync(number, new ResponseRequired(question), cancel);

    /// <summary>Is done.</summary>
    public static Task<HubAnswer> CompleteAsync(this IContractor c, string number, DateOnly readyOn, CancellationToken cancel = default) =>
        c.TellAsync(number, new WorkCompleted(readyOn), cancel);

    /// <summary>Nothing more comes.</summary>
    public static Task<HubAnswer> CloseAsync(this IContractor c, string number, CancellationToken cancel = default) => c.TellAsync(number, new OrderClosed(), cancel);
}
