namespace Hub.Application.Registry;

/// <summary>Revokes an API key of a partner.</summary>
public sealed class RevokeKey(RegistryCache registry)
{
    /// <summary>Revokes a key, in this instance at once and in others within half a minute; false where the partner has no such key.</summary>
    public Task<bool> RevokeAsync(string partnerId, string keyId, CancellationToken cancel) =>
        registry.ChangeAsync(r => r.RemoveKeyAsync(partnerId, keyId, cancel));
}
