using Hub.Domain.Keys;

namespace Hub.Domain.Work;

/// <summary>Where and what is broken: location, element, defect, cause (LEDO), each a code of the sector's lists.</summary>
public sealed record Ledo(string? Location = null, string? Element = null, string? Defect = null, string? Cause = null)
{
    /// <summary>Where it is.</summary>
    public string? Location { get; init => field = KeyText.Given(value); } = KeyText.Given(Location);

    /// <summary>What is broken.</summary>
    public string? Element { get; init => field = KeyText.Given(value); } = KeyText.Given(Element);

    /// <summary>What is wrong with it.</summary>
    public string? Defect { get; init => field = KeyText.Given(value); } = KeyText.Given(Defect);

    /// <summary>Why it broke.</summary>
    public string? Cause { get; init => field = KeyText.Given(value); } = KeyText.Given(Cause);
}

/// <summary>One task on an order (<em>taakregel</em>).</summary>
public sealed record OrderLine
{
    /// <summary>The line's number on its order, unique there.</summary>
    public required string Number { get; init => field = KeyText.Of(value); }

    /// <summary>What is to be done, in a line of text.</summary>
    public required string Description { get; init; }

    /// <summary>The long description, where there is one.</summary>
    public string? LongDescription { get; init; }

    /// <summary>Code in the contract's price list.</summary>
    public string? PriceCode { get; init => field = KeyText.Given(value); }

    /// <summary>How many units.</summary>
    public decimal Quantity { get; init; } = 1;

    /// <summary>Unit of <see cref="Quantity"/>, a DICO unit code such as <c>PCE</c>, <c>HUR</c>, <c>MTK</c>.</summary>
    public string? Unit { get; init => field = KeyText.Given(value); }

    /// <summary>EUR a unit without VAT.</summary>
    public decimal? Price { get; init; }

    /// <summary>VAT in percent; null where the sender gave none.</summary>
    public decimal? VatPercentage { get; init; }

    /// <summary>Specialism (VERA SPECIALISME code), e.g. for routing.</summary>
    public string? Specialism { get; init => field = KeyText.Given(value); }

    /// <summary>How this line is paid, where it differs from the order.</summary>
    public AgreementMethod? Agreement { get; init; }

    /// <summary>What is broken.</summary>
    public Ledo? Ledo { get; init; }
}
