using Hub.Domain.Partners;

namespace Hub.Domain.Orders;

/// <summary>As whom a partner speaks.</summary>
public static class PartnerActor
{
    /// <summary>The partner, on behalf of the side that it belongs to.</summary>
    public static Actor AsActor(this Partner partner) => new(
        partner.Role switch
        {
            PartnerRole.Erp => PartyRole.Corporation,
            PartnerRole.Contractor => PartyRole.Contractor,
            _ => PartyRole.SurveyBureau,
        },
        partner.Id);
}
