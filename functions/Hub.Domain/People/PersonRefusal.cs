namespace Hub.Domain.People;

/// <summary>Why somebody whom a directory vouches for is not let in.</summary>
public enum PersonRefusal
{
    /// <summary>Of another directory than the hub's own.</summary>
    ForeignTenant,

    /// <summary>No role of the hub.</summary>
    NoRole,

    /// <summary>A role at the corporation, and that of a contractor: what one may see, the other may not.</summary>
    ConflictingRoles,

    /// <summary>The role of a contractor, and no partner's document names the person or one of its groups.</summary>
    NoContractor,

    /// <summary>As <see cref="NoContractor"/>, and the directory left the groups out of the sign-in, since there are too many.</summary>
    GroupsLeftOut,

    /// <summary>The documents of two partners name the person or its groups.</summary>
    TwoContractors,

    /// <summary>The administrator has disabled the contractor.</summary>
    ContractorDisabled,
}
