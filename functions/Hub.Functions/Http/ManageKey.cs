namespace Hub.Functions.Http;

/// <summary>The key of the manage API; <paramref name="IsNew"/> where it was made at this start.</summary>
public sealed record ManageKey(string Value, bool IsNew = false)
{
    /// <summary>Characters of a key, at least.</summary>
    public const int MinLength = 16;

    /// <summary>Without the key, so that it never gets into a log.</summary>
    public override string ToString() => "ManageKey (withheld)";
}

/// <summary>Where the key of the manage API is.</summary>
/// <param name="find">Gives it; null where the manage API takes no key.</param>
public sealed class ManageKeySource(Func<CancellationToken, ValueTask<ManageKey?>> find)
{
    /// <summary>The key; null where the manage API takes none, and the administrator shows a token.</summary>
    /// <exception cref="Application.StoreException">It cannot be read now.</exception>
    public ValueTask<ManageKey?> FindAsync(CancellationToken cancel) => find(cancel);
}
