using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Application.Deliveries;

/// <summary>What came of trying a partner's connection.</summary>
public abstract record TestPartnerResult
{
    /// <summary>There is no such partner.</summary>
    public sealed record Unknown : TestPartnerResult;

    /// <summary>The partner fetches its messages: the hub calls nobody.</summary>
    public sealed record Fetches : TestPartnerResult;

    /// <summary>The message went out.</summary>
    /// <param name="MessageId">Its identity at the receiver.</param>
    /// <param name="Message">What was sent.</param>
    /// <param name="Result">What the partner's system said.</param>
    /// <param name="Took">How long the answer took.</param>
    public sealed record Sent(string MessageId, OutboundMessage Message, SendResult Result, TimeSpan Took) : TestPartnerResult;
}

/// <summary>
/// Sends a partner a test message, once, over the connection by which it gets everything else: address, headers, signature and circuit breaker too. Nothing
/// is recorded and nothing follows from it.
/// </summary>
public sealed class TestPartner(
    RegistryCache registry, IEnumerable<IConnector> connectors, IEnumerable<ITestMessageWriter> writers, TimeProvider clock)
{
    private readonly Dictionary<Transport, IConnector> _connectors = connectors.ToDictionary(c => c.Transport);
    private readonly Dictionary<Language, ITestMessageWriter> _writers = writers.ToDictionary(w => w.Language);

    /// <summary>Makes one attempt, of a disabled partner too: it may be tried before it is enabled.</summary>
    public async Task<TestPartnerResult> TestAsync(string partnerId, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        if (snapshot.Partner(partnerId) is not { } partner) return new TestPartnerResult.Unknown();
        if (!_connectors.TryGetValue(partner.Connection.Transport, out var connector)) return new TestPartnerResult.Fetches();
        var now = clock.GetUtcNow();
        var id = $"test_{Guid.CreateVersion7(now):N}";
        var corporation = registry.Corporation.By(partner.Role is PartnerRole.Erp ? partner : snapshot.Erps is [var first, ..] ? first : null);
        var message = _writers[partner.Connection.Language].Write(new TestMessage(id, partner, corporation, now));
        var begun = clock.GetTimestamp();
        var result = await connector.SendAsync(partner, id, message, cancel);
        return new TestPartnerResult.Sent(id, message, result, clock.GetElapsedTime(begun));
    }
}
