namespace Hub.Application.Intake;

/// <summary>How a message names the order that it is about.</summary>
public abstract record OrderReference
{
    /// <summary>The ERP's order number. <paramref name="SubNumber"/> and the GLNs are checked where they are given (DICO matches on them).</summary>
    public sealed record ByNumber(string Number, string? SubNumber = null, string? BuyerGln = null, string? ContractorGln = null) : OrderReference;

    /// <summary>The hub's own order id, or, where that is unknown, the ERP's order number in the same text.</summary>
    public sealed record ByIdOrNumber(string Text) : OrderReference;
}
