using System.Net;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Local;

/// <summary>Whether partners can be told an address of the hub that follows from where it listens.</summary>
internal static class ListenAddresses
{
    /// <summary>
    /// Stops the start where messages would refer to photos by an address that leads nowhere: on all addresses of the machine the hub does not know
    /// by which of them partners reach it, and of several it would name the first.
    /// </summary>
    /// <exception cref="SettingException"><c>Hub:PublicUrl</c> is needed and not set, or is no address that anybody can reach.</exception>
    public static void Check(IReadOnlyList<string> addresses, Uri? publicUrl)
    {
        if (publicUrl is not null)
        {
            if (publicUrl.Host.Trim('[', ']') is "0.0.0.0" or "::" or "*" or "+")
                throw new SettingException($"The setting Hub:PublicUrl is \"{publicUrl}\": no partner reaches that. Give the address by which partners reach the hub, "
                    + "as in https://hub.corporatie.example.");
            return;
        }
        var hosts = addresses.Select(a => BindingAddress.Parse(a)).ToList();
        var where = string.Join(" and ", addresses);
        if (hosts.Exists(IsAll)) throw Missing($"the hub listens on all addresses of this machine ({where})");
        if (hosts.Count > 1 && !hosts.TrueForAll(IsLoopback)) throw Missing($"the hub listens on several addresses ({where})");
    }

    private static SettingException Missing(string why) => new(
        $"The setting Hub:PublicUrl is missing: {why}, so it must be told by which one partners reach it, as in https://hub.corporatie.example. "
        + "Or let it listen on one address: ASPNETCORE_URLS=http://127.0.0.1:7071.");

    // The server takes any name but localhost for all addresses.
    private static bool IsAll(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe
        || (IpOf(address) is { } ip ? ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) : !IsLocalhost(address));

    private static bool IsLoopback(BindingAddress address) => IsLocalhost(address) || (IpOf(address) is { } ip && IPAddress.IsLoopback(ip));

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static IPAddress? IpOf(BindingAddress address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : null;
}
