using Hub.Application.Settings;
using Hub.Domain.Partners;

namespace Hub.Application.Intake;

/// <summary>DICO matches a status to its order by both GLNs, order number and sub-number: what is given must agree.</summary>
public static class OrderMatching
{
    /// <summary>The sub-number that the hub gives every order; amendments keep it.</summary>
    public const string SubNumber = "1";

    /// <summary>True where nothing that the message gives contradicts the parties and the sub-number.</summary>
    public static bool Matches(OrderReference.ByNumber reference, Partner sender, Corporation corporation) =>
        (reference.SubNumber is null || reference.SubNumber.TrimStart('0') is "" or SubNumber)
        && (reference.BuyerGln is null || corporation.Gln is null || reference.BuyerGln == corporation.Gln)
        && (reference.ContractorGln is null || sender.Gln is null || reference.ContractorGln == sender.Gln);
}
