using Hub.Application.Settings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;

namespace Hub.Application.Intake;

/// <summary>DICO matches a status to its order by both GLNs, order number and sub-number: what is given must agree.</summary>
public static class OrderMatching
{
    /// <summary>The sub-number that the hub gives every order; amendments keep it.</summary>
    public const string SubNumber = "1";

    /// <summary>What the message gives that contradicts the parties and the sub-number; null where nothing does.</summary>
    public static Refusal? Contradiction(OrderReference.ByNumber reference, Partner sender, Corporation corporation) =>
        !IsBuyer(reference, corporation) ? OrderDecisions.AnotherBuyer()
        : reference.ContractorGln is not null && sender.Gln is not null && reference.ContractorGln != sender.Gln ? OrderDecisions.AnotherContractor()
        : reference.SubNumber is not null && reference.SubNumber.TrimStart('0') is not ("" or SubNumber) ? OrderDecisions.AnotherPart()
        : null;

    /// <summary>True where the message names the corporation as its buyer, or nobody.</summary>
    public static bool IsBuyer(OrderReference.ByNumber reference, Corporation corporation) =>
        reference.BuyerGln is null || corporation.Gln is null || reference.BuyerGln == corporation.Gln;
}
