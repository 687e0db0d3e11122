using Hub.Domain.Keys;

namespace Hub.Application.Intake;

/// <summary>How a message names the order that it is about.</summary>
/// <param name="AsSent">The name as it was sent.</param>
public abstract record OrderReference(string AsSent)
{
    /// <summary>The name in the one form of a key.</summary>
    public string Name { get; } = KeyText.Of(AsSent);

    /// <summary>The ERP's order number. <paramref name="SubNumber"/> and the GLNs are checked where they are given (DICO matches on them).</summary>
    public sealed record ByNumber(string AsSent, string? SubNumber = null, string? BuyerGln = null, string? ContractorGln = null) : OrderReference(AsSent);

    /// <summary>The hub's own order id, or, where that is unknown, the ERP's order number in the same text.</summary>
    public sealed record ByIdOrNumber(string AsSent) : OrderReference(AsSent);
}
