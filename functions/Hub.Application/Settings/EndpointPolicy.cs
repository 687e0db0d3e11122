namespace Hub.Application.Settings;

/// <summary>How and at which addresses partners' systems may be reached.</summary>
/// <param name="AllowPrivate">True also allows plain HTTP and private, loopback and link-local addresses (the setting
/// <c>Hub:AllowPrivateEndpoints</c>).</param>
/// <param name="QueuePartner">The partner that has queues of its own (the setting <c>Hub:Queue:Partner</c>); null where none has.</param>
public sealed record EndpointPolicy(bool AllowPrivate, string? QueuePartner = null);
