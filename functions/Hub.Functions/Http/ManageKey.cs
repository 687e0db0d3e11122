namespace Hub.Functions.Http;

/// <summary>The key of the manage API; <paramref name="IsNew"/> where it was made at this start.</summary>
public sealed record ManageKey(string Value, bool IsNew = false)
{
    /// <summary>Without the key, so that it never gets into a log.</summary>
    public override string ToString() => "ManageKey (withheld)";
}
