using System.Net;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.SignIn;

/// <summary>Why a request is not let in as one of whoever sits at this machine.</summary>
internal enum NotLoopback
{
    /// <summary>It is.</summary>
    None,

    /// <summary><c>Hub:PublicUrl</c> is set: others are meant to reach the hub, perhaps through a proxy on this machine.</summary>
    PublicUrl,

    /// <summary>It comes from another machine.</summary>
    Remote,

    /// <summary>Its Host is another name: a page of another site may have let its own name point at this machine (DNS rebinding).</summary>
    Host,

    /// <summary>A proxy passed it on.</summary>
    Forwarded,

    /// <summary>It is HTTP/1.0, which no browser speaks and proxies do (nginx by default), with no header that tells of them.</summary>
    Protocol,
}

/// <summary>Whether whoever asks sits at the machine that the hub runs on.</summary>
internal static class LoopbackRule
{
    private static readonly string[] Headers =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-Ip", "CF-Connecting-IP",
        "Fastly-Client-IP", "X-Envoy-External-Address", "X-ARR-SSL", "X-ARR-LOG-ID", "Proxy-Authorization", "X-Forwarded", "CDN-Loop",
    ];

    private static readonly string[] Beginnings = ["X-Forwarded-", "X-Original-", "Forwarded-", "X-Azure-"];

    /// <summary>
    /// The first reason why not; <see cref="NotLoopback.None"/> where it is let in. A proxy on this machine that speaks HTTP/1.1, asks for a loopback address
    /// and adds no header cannot be told from a browser: that takes <c>Hub:PublicUrl</c>.
    /// </summary>
    public static NotLoopback Check(bool hasPublicUrl, IPAddress? remote, HostString host, string protocol, IEnumerable<string> headers) =>
        hasPublicUrl ? NotLoopback.PublicUrl
        : remote is null || !IPAddress.IsLoopback(remote) ? NotLoopback.Remote
        : !IsLoopback(host.Host) ? NotLoopback.Host
        : headers.Any(IsOfProxy) ? NotLoopback.Forwarded
        : HttpProtocol.IsHttp10(protocol) ? NotLoopback.Protocol
        : NotLoopback.None;

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOfProxy(string header) => Headers.Contains(header, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(Beginnings, b => header.StartsWith(b, StringComparison.OrdinalIgnoreCase));
}
