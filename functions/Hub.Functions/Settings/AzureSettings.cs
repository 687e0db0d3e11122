using Hub.Azure.ServiceBus;
using Hub.Domain.Partners;
using Microsoft.Extensions.Configuration;

namespace Hub.Functions.Settings;

/// <summary>
/// Where the services are that the hub uses in Azure. It signs in to each by its identity: no setting holds a key, and one that would is refused. The names are
/// those that the triggers of the Functions host read too.
/// </summary>
internal sealed record AzureSettings
{
    /// <summary>The Cosmos DB account, e.g. <c>https://account.documents.azure.com</c>.</summary>
    public required Uri Cosmos { get; init; }

    /// <summary>True to reach Cosmos DB over HTTPS alone; false to reach its servers directly, which is faster and needs ports 10000 to 20000.</summary>
    public required bool CosmosByGateway { get; init; }

    /// <summary>The blobs of the storage account of messages and keys, e.g. <c>https://account.blob.core.windows.net</c>.</summary>
    public required Uri Blobs { get; init; }

    /// <summary>The blobs of the storage account of photos, which keeps what is deleted for longer; it may be the same.</summary>
    public required Uri Evidence { get; init; }

    /// <summary>The vault, e.g. <c>https://vault.vault.azure.net</c>.</summary>
    public required Uri KeyVault { get; init; }

    /// <summary>The namespace of Service Bus, e.g. <c>ketenhub.servicebus.windows.net</c>; or the connection string of its emulator on this machine.
    /// Empty where it was not asked for.</summary>
    public required string ServiceBus { get; init; }

    /// <summary>Address of the mailbox from which notices are sent by Microsoft Graph; null where none is.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="storesOnly">True where no queue is used: what concerns Service Bus alone is not asked for.</param>
    /// <exception cref="SettingException">One is missing or wrong.</exception>
    public static AzureSettings From(IConfiguration configuration, bool storesOnly = false) => new()
    {
        Cosmos = Address(configuration, "Cosmos", "accountEndpoint", "https://account.documents.azure.com"),
        CosmosByGateway = configuration["Cosmos:connectionMode"] switch
        {
            null or "" or "Gateway" => true,
            "Direct" => false,
            _ => throw new SettingException("The setting Cosmos:connectionMode is wrong: expected Gateway or Direct."),
        },
        Blobs = Address(configuration, "Blobs", "serviceUri", "https://account.blob.core.windows.net"),
        Evidence = Address(configuration, "Evidence", "serviceUri", "https://account.blob.core.windows.net"),
        KeyVault = Address(configuration, "KeyVault", "vaultUri", "https://vault.vault.azure.net"),
        ServiceBus = storesOnly ? "" : Namespace(configuration),
        Mailbox = MailboxOf(configuration),
    };

    /// <summary>The container of photos.</summary>
    public Uri EvidenceContainer => Container(Evidence, "evidence");

    /// <summary>The container of messages as they came in.</summary>
    public Uri MessagesContainer => Container(Blobs, "messages");

    /// <summary>The container of the key ring.</summary>
    public Uri KeysContainer => Container(Blobs, "keys");

    /// <summary>The container of erasures on request.</summary>
    public Uri ErasuresContainer => Container(Blobs, "erasures");

    private static Uri Container(Uri account, string name) => new($"{account.AbsoluteUri.TrimEnd('/')}/{name}");

    private static string? MailboxOf(IConfiguration configuration)
    {
        foreach (var (name, _) in configuration.GetSection("Graph").AsEnumerable(makePathsRelative: true))
        {
            if (name.Length > 0 && !name.Equals("mailbox", StringComparison.OrdinalIgnoreCase))
                throw new SettingException("The section Graph has the setting Graph:mailbox alone: the hub signs in by its identity.");
        }
        if (configuration["Graph:mailbox"]?.Trim() is not { Length: > 0 } mailbox) return null;
        return MailAddress.IsUsable(mailbox) ? mailbox
            : throw new SettingException("The setting Graph:mailbox is wrong: expected the address of a mailbox, such as ketenhub@corporatie.example.");
    }

    // The emulator has no identities: for it alone the setting without a name of its own, which the trigger reads too, holds a connection string.
    private static string Namespace(IConfiguration configuration)
    {
        var text = configuration["ServiceBus:fullyQualifiedNamespace"] ?? configuration["ServiceBus"];
        if (string.IsNullOrWhiteSpace(text))
            throw new SettingException("The setting ServiceBus:fullyQualifiedNamespace is missing: expected a name such as namespace.servicebus.windows.net.");
        if (ServiceBusConnection.Refuse(text.Trim()) is { } why) throw new SettingException($"The setting ServiceBus:fullyQualifiedNamespace is wrong. {why}");
        return text.Trim();
    }

    private static Uri Address(IConfiguration configuration, string section, string name, string example)
    {
        if (!string.IsNullOrWhiteSpace(configuration[section]) || configuration[$"{section}:connectionString"] is not null)
        {
            throw new SettingException($"The setting {section} holds a connection string: the hub signs in by its identity. "
                + $"Leave it out, and set {section}:{name} to an address such as {example}.");
        }
        if (configuration[$"{section}:{name}"]?.Trim() is not { Length: > 0 } text)
            throw new SettingException($"The setting {section}:{name} is missing: expected an address such as {example}.");
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? uri
            : throw new SettingException($"The setting {section}:{name} is wrong: expected an address such as {example}.");
    }
}
