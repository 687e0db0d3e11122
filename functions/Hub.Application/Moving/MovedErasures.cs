using System.Runtime.CompilerServices;
using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Moving;

/// <summary>An erasure that a person asked for. Its members are those of <see cref="Erasure"/>.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Actor">As what the administrator asked.</param>
public sealed record MovedErasure(Guid OrderId, DateTimeOffset At, AuditActorKind Actor);

/// <summary>The log of erasures on request, by its port. The log of the new place may have others already: they stay.</summary>
public sealed class MovedErasures(IErasureLog log) : IMovedRecords<MovedErasure>
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<MovedErasure> ReadAsync(MovedErasure? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in (await log.ListAsync(DateTimeOffset.MinValue, cancel)).OrderBy(e => e.At).ThenBy(e => e.Order.Value))
        {
            if (after is null || (one.At, one.Order.Value).CompareTo((after.At, after.OrderId)) > 0)
                yield return new MovedErasure(one.Order.Value, one.At.ToUniversalTime(), one.Actor);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<MovedErasure> page, DateTimeOffset at, CancellationToken cancel)
    {
        var known = (await log.ListAsync(DateTimeOffset.MinValue, cancel)).ToHashSet();
        foreach (var erasure in page.Select(e => new Erasure(new OrderId(e.OrderId), e.At, e.Actor)))
            if (!known.Contains(erasure)) await log.AppendAsync(erasure, cancel);
    }

    /// <summary>What does the erasures of a hub that stands still, as its start does.</summary>
    public static ReplayErasures ReplayOf(
        IErasureLog erasures, IContacts contacts, IMessageArchive archive, IDeliveryStore deliveries, IEventLog log, TimeProvider clock)
    {
        // No period matters: it erases what a person asked for, and nothing else.
        var unused = new RetentionPeriods(TimeSpan.MaxValue, TimeSpan.MaxValue);
        var erase = new EraseContacts(erasures, contacts, archive, deliveries, log, unused, clock, NullLogger<EraseContacts>.Instance);
        return new ReplayErasures(erasures, contacts, erase, clock, NullLogger<ReplayErasures>.Instance);
    }
}
