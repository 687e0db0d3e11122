using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace Hub.Azure.ServiceBus;

/// <summary>How the hub connects to Service Bus.</summary>
public static class ServiceBusConnection
{
    private const string EmulatorSwitch = "UseDevelopmentEmulator";

    /// <summary>
    /// Opens a client that authenticates with an identity; or, on a developer's machine and in tests, one for the emulator of Service Bus on that machine.
    /// </summary>
    /// <param name="address">
    /// The fully qualified namespace, e.g. <c>ketenhub.servicebus.windows.net</c>; or the emulator's connection string, which contains
    /// <c>UseDevelopmentEmulator=true</c> and a loopback address.
    /// </param>
    /// <param name="credential">
    /// Gives the identity; it needs the roles of README.md on each queue, and none on the namespace: who speaks on the queue inbound, only the right to
    /// send there tells. Not called for the emulator.
    /// </param>
    /// <exception cref="ArgumentException">The address is neither; above all, a connection string with a key of a real namespace.</exception>
    public static ServiceBusClient Open(string address, Func<TokenCredential> credential)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(credential);
        if (Refuse(address) is { } why) throw new ArgumentException(why, nameof(address));
        return IsConnectionString(address) ? new ServiceBusClient(address, Options()) : new ServiceBusClient(address, credential(), Options());
    }

    /// <summary>Why an address is none that <see cref="Open"/> takes, without the address, which may hold a key; null where it takes it.</summary>
    public static string? Refuse(string address) => IsConnectionString(address)
        ? IsEmulator(address) ? null : Wrong("A connection string is accepted only for that emulator.")
        : Uri.CheckHostName(address) is UriHostNameType.Dns && address.Contains('.', StringComparison.Ordinal) ? null
        : Wrong("It is a host name, without sb:// before it or a path behind it.");

    /// <summary>
    /// The options of every client of the hub: a signal that cannot be sent soon is not waited for, and reading dead letters ends before a partner's timeout.
    /// </summary>
    public static ServiceBusClientOptions Options() => new()
    {
        Identifier = "ketenhub",
        RetryOptions = new ServiceBusRetryOptions
        {
            Mode = ServiceBusRetryMode.Fixed,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxRetries = 1,
            TryTimeout = TimeSpan.FromSeconds(4),
        },
    };

    private static bool IsConnectionString(string address) => address.Contains('=', StringComparison.Ordinal);

    private static bool IsEmulator(string connectionString)
    {
        var isSwitchedOn = connectionString.Split(';').Select(part => part.Split('=', 2)).Any(pair =>
            pair is [var name, var value] && name.Trim().Equals(EmulatorSwitch, StringComparison.OrdinalIgnoreCase) && bool.TryParse(value, out var on) && on);
        try
        {
            // Read by the client's own reader: it decides whom the client talks to.
            return isSwitchedOn && ServiceBusConnectionStringProperties.Parse(connectionString) is { Endpoint.IsLoopback: true } read
                && (read.SharedAccessSignature is not null || read is { SharedAccessKeyName: not null, SharedAccessKey: not null });
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            // The last one is what that reader makes of a part without a name.
            return false;
        }
    }

    private static string Wrong(string why) =>
        $"The address of Service Bus must be its fully qualified namespace, e.g. ketenhub.servicebus.windows.net, or the connection string of the emulator "
        + $"on this machine ({EmulatorSwitch}=true and a loopback address). {why}";
}
