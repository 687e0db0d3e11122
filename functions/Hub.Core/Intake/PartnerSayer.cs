using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Intake;

/// <summary>As whom a partner speaks.</summary>
public static class PartnerSayer
{
    /// <summary>The partner, on behalf of the side that it belongs to.</summary>
    public static Sayer AsSayer(this Partner partner) => new(
        partner.Role switch
        {
            PartnerRole.Erp => PartyRole.Corporation,
            PartnerRole.Contractor => PartyRole.Contractor,
            _ => PartyRole.SurveyBureau,
        },
        partner.Id);
}
