using Hub.Application.Audit;
using Hub.Domain.Orders;

namespace Hub.Application.Retention;

/// <summary>
/// The erasures that an administrator asked for, because a person asked for them. They are kept apart from the database: where that is restored to an earlier
/// moment, this is what tells whose contact must go again. An entry holds no personal data.
/// </summary>
public interface IErasureLog
{
    /// <summary>Adds an erasure, which is yet to be done; durable when it returns. The same one twice is one.</summary>
    /// <exception cref="StoreException">It cannot be added: the erasure must not be done, for a restore would undo it.</exception>
    Task AppendAsync(Erasure erasure, CancellationToken cancel);

    /// <summary>Those from this moment on, the oldest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<Erasure>> ListAsync(DateTimeOffset from, CancellationToken cancel);
}

/// <summary>That the contact of an order was to be erased.</summary>
/// <param name="Order">The order.</param>
/// <param name="At">When; what was saved later is not meant.</param>
/// <param name="Actor">As what the administrator asked: not who.</param>
public sealed record Erasure(OrderId Order, DateTimeOffset At, AuditActorKind Actor)
{
    /// <summary>How long an entry is kept: longer than any backup of the database can be. In Azure the platform removes it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);
}
