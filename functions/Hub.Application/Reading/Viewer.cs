using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Reading;

/// <summary>Who reads: a partner, or the hub's administrator where that is null.</summary>
public sealed record Viewer(Partner? Partner)
{
    /// <summary>The administrator, who belongs to the corporation.</summary>
    public static readonly Viewer Administrator = new((Partner?)null);

    /// <summary>In whose name this viewer also acts.</summary>
    public Actor Actor => Partner?.AsActor() ?? new Actor(PartyRole.Corporation, null);

    /// <summary>True for a contractor, from whom the corporation keeps some things to itself.</summary>
    public bool IsContractor => Partner is { Role: PartnerRole.Contractor };
}
