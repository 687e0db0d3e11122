using System.Net;
using System.Net.Sockets;

namespace Hub.Connectors;

/// <summary>Which addresses are the public internet. Source: the IANA special-purpose address registries (RFC 6890) and the multicast registries.</summary>
internal static class AddressRules
{
    private static readonly IPNetwork[] NotPublic4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),       // this network
        IPNetwork.Parse("10.0.0.0/8"),      // private
        IPNetwork.Parse("100.64.0.0/10"),   // shared by carriers (CGNAT)
        IPNetwork.Parse("127.0.0.0/8"),     // loopback
        IPNetwork.Parse("168.63.129.16/32"), // Azure's platform address: public by its number, answers inside only
        IPNetwork.Parse("169.254.0.0/16"),  // link-local, with clouds' metadata services
        IPNetwork.Parse("172.16.0.0/12"),   // private
        IPNetwork.Parse("192.0.0.0/24"),    // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"),    // documentation
        IPNetwork.Parse("192.88.99.0/24"),  // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),  // private
        IPNetwork.Parse("198.18.0.0/15"),   // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"),  // documentation
        IPNetwork.Parse("224.0.0.0/4"),     // multicast
        IPNetwork.Parse("240.0.0.0/4"),     // reserved, and broadcast
    ];

    // Everything outside is loopback, link-local, unique-local, multicast, or not assigned.
    private static readonly IPNetwork GlobalUnicast6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic6 =
    [
        IPNetwork.Parse("2001::/23"),       // protocol assignments, with Teredo
        IPNetwork.Parse("2001:db8::/32"),   // documentation
        IPNetwork.Parse("2002::/16"),       // 6to4, which wraps any IPv4 address
        IPNetwork.Parse("3fff::/20"),       // documentation
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True where a call goes to the public internet; an IPv4 address inside an IPv6 one is judged as what it is.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        if (address.AddressFamily is AddressFamily.InterNetwork) return !NotPublic4.Any(n => n.Contains(address));
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return false;
        // A scope id is no part of the prefix.
        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        if (Nat64.Contains(plain)) return IsPublic(new IPAddress(bytes.AsSpan(12)));
        return GlobalUnicast6.Contains(plain) && !NotPublic6.Any(n => n.Contains(plain));
    }
}
