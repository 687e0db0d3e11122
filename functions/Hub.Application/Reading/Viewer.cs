using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.People;
using Hub.Domain.Streams;

namespace Hub.Application.Reading;

/// <summary>Who reads: a partner, or somebody of the corporation where that is null.</summary>
public sealed record Viewer(Partner? Partner)
{
    /// <summary>The administrator, who belongs to the corporation.</summary>
    public static readonly Viewer Administrator = new((Partner?)null);

    /// <summary>Somebody of the corporation who sees all orders.</summary>
    public static readonly Viewer Corporation = new((Partner?)null);

    /// <summary>Somebody who sees no order at all.</summary>
    public static readonly Viewer Nobody = new((Partner?)null) { SeesNoOrders = true };

    /// <summary>The id of the key that may only read by which this viewer asks; null for anybody else.</summary>
    public string? ReaderKeyId { get; init; }

    /// <summary>True for a key that may only read: it sees figures of orders, and neither addresses nor what somebody wrote.</summary>
    public bool MayOnlyRead => ReaderKeyId is not null;

    /// <summary>Who asks, to share what is scarce among those who do: a partner's id or that of a reader key; empty for the corporation.</summary>
    public string Asker => ReaderKeyId is { } id ? $"reader {id}" : Partner?.Id ?? "";

    private static readonly PersonRole[] SeeAllOrders = [PersonRole.Staff, PersonRole.Inspector, PersonRole.Admin, PersonRole.Mandate];

    /// <summary>True for somebody whose business is not with orders.</summary>
    public bool SeesNoOrders { get; private init; }

    /// <summary>
    /// A person: of a contractor it sees what that contractor sees, of the corporation all orders, and with no other role than that for social signals none.
    /// </summary>
    public static Viewer Of(Person person) =>
        person.Contractor is { } contractor ? new Viewer(contractor) : person.Roles.Any(SeeAllOrders.Contains) ? Corporation : Nobody;

    /// <summary>In whose name this viewer also acts.</summary>
    /// <exception cref="InvalidOperationException">It may only read.</exception>
    public Actor Actor => MayOnlyRead
        ? throw new InvalidOperationException("A key that may only read acts in nobody's name.")
        : Partner?.AsActor() ?? new Actor(PartyRole.Corporation, null);

    /// <summary>True for a contractor, from whom the corporation keeps some things to itself.</summary>
    public bool IsContractor => Partner is { Role: PartnerRole.Contractor };
}
