namespace Hub.Application.Registry;

/// <summary>What comes of removing a contract.</summary>
public enum RemoveContractResult
{
    /// <summary>It is removed; its versions stay readable.</summary>
    Removed,

    /// <summary>No contract in force has this number.</summary>
    NotFound,

    /// <summary>Orders were awarded under it: it can only be ended, by a validTo.</summary>
    InUse,
}
