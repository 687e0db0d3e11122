using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>A partner as an actor on orders.</summary>
public static class PartnerActor
{
    /// <summary>The partner, on behalf of its side.</summary>
    public static Actor AsActor(this Partner partner) => new(
        partner.Role switch
        {
            PartnerRole.Erp => PartyRole.Corporation,
            PartnerRole.Contractor => PartyRole.Contractor,
            _ => PartyRole.SurveyBureau,
        },
        partner.Id);
}
