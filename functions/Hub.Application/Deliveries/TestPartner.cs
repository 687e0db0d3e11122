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
    /// <param name="BroughtForward">Of how many orders messages waited for the partner and go now, one order after the other.</param>
    /// <param name="WaitsUntil">Where it was not taken: when what waits for the partner is tried next; null where nothing waits.</param>
    public sealed record Sent(
        string MessageId, OutboundMessage Message, SendResult Result, TimeSpan Took, int BroughtForward = 0, DateTimeOffset? WaitsUntil = null)
        : TestPartnerResult
    {
        /// <summary>Why nothing but a test goes to the partner, whatever came of it, and what to do about it; null where it is not disabled.</summary>
        public string? DisabledBecause { get; init; }
    }
}

/// <summary>
/// Sends a partner a test message, once, over the connection by which it gets everything else: address, headers and signature too. It goes also while the
/// partner's circuit is open. Nothing of it is recorded; where the partner takes it, what waits for the partner goes now.
/// </summary>
public sealed class TestPartner(
    RegistryCache registry, IEnumerable<IConnector> connectors, IEnumerable<ITestMessageWriter> writers, IDeliveryStore store, ISignal signal,
    PartnerBackoff backoff, TimeProvider clock)
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
        var result = await connector.SendAsync(partner, id, message, isTrial: true, cancel);
        var sent = new TestPartnerResult.Sent(id, message, result, clock.GetElapsedTime(begun));
        if (WhyDisabled(partner) is { } why) return sent with { DisabledBecause = why };
        return result is SendResult.Delivered
            ? sent with { BroughtForward = await BringForwardAsync(partner) }
            : sent with { WaitsUntil = await NextAttemptAsync(partner, cancel) };
    }

    private static string? WhyDisabled(Partner partner) => partner switch
    {
        { Enabled: false } => "The partner is not enabled. Put it with enabled: true, and what waits for it goes.",
        { Connection.DisabledBecause: { } because } => $"{because} Put the partner again, and what waits for it goes.",
        _ => null,
    };

    // Never cancelled: the partner has taken the message, whoever asked for it may be gone.
    private async Task<int> BringForwardAsync(Partner partner)
    {
        backoff.Succeeded(partner.Id, isProbe: true);
        return await store.MakeAllDueAsync(signal, Recipient.OfPartner(partner.Id), clock.GetUtcNow(), CancellationToken.None);
    }

    private async ValueTask<DateTimeOffset?> NextAttemptAsync(Partner partner, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lanes = await store.OverdueLanesAsync(Recipient.OfPartner(partner.Id), now, DateTimeOffset.MaxValue, 1, cancel);
        if (lanes is not [var first, ..]) return null;
        return backoff.HoldUntil(partner.Id) is { } hold && hold > first.DueAt ? hold : first.DueAt > now ? first.DueAt : null;
    }
}
