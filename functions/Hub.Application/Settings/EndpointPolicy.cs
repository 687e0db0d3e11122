namespace Hub.Application.Settings;

/// <summary>Which addresses a partner's system may have.</summary>
/// <param name="AllowPrivate">True also allows plain HTTP and private, loopback and link-local addresses (the setting
/// <c>Hub:AllowPrivateEndpoints</c>).</param>
public sealed record EndpointPolicy(bool AllowPrivate);
