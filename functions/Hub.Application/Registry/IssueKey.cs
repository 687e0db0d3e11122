namespace Hub.Application.Registry;

/// <summary>A key that was just made.</summary>
/// <param name="Text">The key itself, which is nowhere else.</param>
/// <param name="Key">What is kept of it.</param>
public sealed record IssuedKey(string Text, PartnerKey Key);

/// <summary>Makes a further API key for a partner; those that it has stay valid, so that keys can be rotated.</summary>
public sealed class IssueKey(RegistryCache registry, TimeProvider clock)
{
    /// <summary>Makes a key; durable when it returns. Null where there is no such partner.</summary>
    public async Task<IssuedKey?> IssueAsync(string partnerId, CancellationToken cancel)
    {
        if ((await registry.GetAsync(cancel)).Partner(partnerId) is null) return null;
        var (text, key) = ApiKey.Make(partnerId, clock.GetUtcNow());
        await registry.ChangeAsync(async r =>
        {
            await r.AddKeyAsync(key, cancel);
            return key;
        });
        return new IssuedKey(text, key);
    }
}
