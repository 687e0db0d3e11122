using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Hub.Application.Registry;
using Hub.Azure.Calls;

namespace Hub.Azure.KeyVault;

/// <summary>
/// Secrets in Azure Key Vault. What was read is remembered: a name never gets another value, so that each instance asks for a secret once, however often it
/// reads the registry.
/// </summary>
/// <remarks>
/// What is removed is soft-deleted: an administrator can recover it until the vault's retention period is over. The vault takes values of up to 25 KiB.
/// </remarks>
/// <param name="client">The vault; created with <see cref="ClientOptions"/>, so that its calls have timeouts.</param>
/// <param name="clock">The clock of timeouts.</param>
public sealed class KeyVaultSecretStore(SecretClient client, TimeProvider clock) : ISecretStore
{
    // Partners have one secret each, and 20 earlier versions at most.
    private const int MaxRemembered = 4096;

    private readonly ServiceCalls _calls = new(clock, "Key Vault, which holds the partners' secrets");
    private readonly ConcurrentDictionary<string, string> _remembered = new();

    /// <summary>Client options: three attempts in quick succession, each limited to 5 s; one call as a whole is limited to 18 s.</summary>
    public static SecretClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(1),
            NetworkTimeout = TimeSpan.FromSeconds(5),
        },
    };

    /// <inheritdoc/>
    /// <remarks>Where the answer is lost and the client repeats it, the secret has two versions of one value.</remarks>
    public async Task SaveAsync(string name, string value, CancellationToken cancel)
    {
        await _calls.CallAsync(async c => await client.SetSecretAsync(new KeyVaultSecret(name, value), c), cancel);
        Remember(name, value);
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(string name, CancellationToken cancel)
    {
        if (_remembered.TryGetValue(name, out var known)) return known;
        var value = await ReadAsync(name, cancel);
        if (value is not null) Remember(name, value);
        return value;
    }

    /// <summary>A secret as the vault has it now, for one that an administrator keeps and changes; null where there is none or it is disabled.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="Application.StoreException">The vault cannot be asked.</exception>
    public Task<string?> ReadAsync(string name, CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        try
        {
            return (await client.GetSecretAsync(name, cancellationToken: c)).Value.Value;
        }
        catch (RequestFailedException e) when (e.Status == 404 || IsDisabled(e))
        {
            return null;
        }
    }, cancel);

    /// <inheritdoc/>
    /// <remarks>Also of secrets that are not the hub's, where the vault holds others.</remarks>
    public async ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancel) => await _calls.CallAsync(async c =>
    {
        var names = new List<string>();
        await foreach (var secret in client.GetPropertiesOfSecretsAsync(c)) names.Add(secret.Name);
        return names;
    }, cancel);

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        await _calls.CallAsync(async c =>
        {
            try
            {
                // It is out of reach when the vault has answered; that it is gone for good is the vault's own work.
                await client.StartDeleteSecretAsync(name, c);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // The port's promise: one that is not there does not matter.
            }
            return true;
        }, cancel);
        _remembered.TryRemove(name, out _);
    }

    // The code that tells it from a missing permission is in the body alone, which the client's message repeats.
    private static bool IsDisabled(RequestFailedException e) => e.Status == 403 && e.Message.Contains("SecretDisabled", StringComparison.Ordinal);

    private void Remember(string name, string value)
    {
        if (_remembered.Count >= MaxRemembered) _remembered.Clear();
        _remembered[name] = value;
    }
}
