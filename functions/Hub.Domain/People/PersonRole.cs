namespace Hub.Domain.People;

/// <summary>What a person is to the hub, by the application roles of the directory.</summary>
public enum PersonRole
{
    /// <summary><c>Ketenhub.Staff</c>: the corporation's staff; sees all orders.</summary>
    Staff,

    /// <summary><c>Ketenhub.Inspector</c>: checks finished work; sees all orders.</summary>
    Inspector,

    /// <summary><c>Ketenhub.Admin</c>: the hub's administrator.</summary>
    Admin,

    /// <summary><c>Ketenhub.Mandate.&lt;role&gt;</c>: may decide as that role of the contracts; sees all orders.</summary>
    Mandate,

    /// <summary><c>Ketenhub.SocialCare</c>: reads social signals, and nothing else by this role.</summary>
    SocialCare,

    /// <summary><c>Ketenhub.Contractor</c>: works for a contractor; sees what that contractor sees.</summary>
    Contractor,
}
