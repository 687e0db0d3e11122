namespace Hub.Domain.Orders;

/// <summary>On whose behalf somebody speaks.</summary>
public enum PartyRole
{
    /// <summary>The housing corporation, through its ERP or an administrator.</summary>
    Corporation,

    /// <summary>The maintenance contractor.</summary>
    Contractor,

    /// <summary>The hub itself, e.g. its routing.</summary>
    Hub,

    /// <summary>The bureau that asks residents for their mark.</summary>
    SurveyBureau,
}

/// <summary>Who said something.</summary>
/// <param name="Role">On whose behalf.</param>
/// <param name="PartnerId">The partner's id; null for the hub.</param>
public sealed record Actor(PartyRole Role, string? PartnerId)
{
    /// <summary>The hub itself.</summary>
    public static readonly Actor TheHub = new(PartyRole.Hub, null);
}
