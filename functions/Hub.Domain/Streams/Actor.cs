namespace Hub.Domain.Streams;

/// <summary>The side on whose behalf somebody acts.</summary>
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

/// <summary>Who reported or did something.</summary>
/// <param name="Role">On whose behalf.</param>
/// <param name="PartnerId">The partner's id; null for the hub.</param>
public sealed record Actor(PartyRole Role, string? PartnerId)
{
    /// <summary>The hub itself.</summary>
    public static readonly Actor TheHub = new(PartyRole.Hub, null);
}
