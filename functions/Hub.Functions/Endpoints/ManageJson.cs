using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Registry;
using Hub.Domain.Dwellings;

namespace Hub.Functions.Endpoints;

/// <summary>A key, and at its making its text.</summary>
internal sealed record KeyView(string Id, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? Key);

/// <summary>A delivery as the administrator sees it.</summary>
internal sealed record DeliveryView(
    string Id, Guid OrderId, string Partner, int Version, string Event, string State, int Attempts, int Failures, DateTimeOffset CreatedAt,
    DateTimeOffset? FirstTriedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? DoneAt, string? Note);

/// <summary>A page of deliveries.</summary>
internal sealed record DeliveriesView(IReadOnlyList<DeliveryView> Deliveries, string? Cursor);

/// <summary>A dead letter as the administrator sees it.</summary>
internal sealed record DeadLetterView(string Queue, string Sequence, DateTimeOffset EnqueuedAt, int Deliveries, string Reason, string? Lane);

/// <summary>The oldest dead letters; <c>HasMore</c> where there are more.</summary>
internal sealed record DeadLettersView(IReadOnlyList<DeadLetterView> DeadLetters, bool HasMore);

/// <summary>How many deliveries or dead letters were replayed.</summary>
internal sealed record ReplayedView(int Replayed);

/// <summary>What came of the wish to replay all dead letters.</summary>
internal sealed record DeadLettersReplayedView(int Replayed, int Failed, string? Reason);

/// <summary>How many deliveries that waited are tried now.</summary>
internal sealed record RetriedView(int Retried);

/// <summary>Body of replay and retry with a filter.</summary>
internal sealed record ReplayRequest(string? Partner, Guid? OrderId);

/// <summary>Body of skip.</summary>
internal sealed record SkipRequest(string? Reason);

/// <summary>A message as it came in, without its body.</summary>
internal sealed record MessageView(
    Guid ReceiptId, string Partner, string MessageId, string Request, string? ContentType, long Size, DateTimeOffset ReceivedAt, string Outcome,
    Guid? OrderId, string? Reason);

/// <summary>A page of messages; <c>Cursor</c> is the receipt to go on from.</summary>
internal sealed record MessagesView(IReadOnlyList<MessageView> Messages, Guid? Cursor);

/// <summary>A contract as put, in one version; <c>PriceList</c> is the version at which its prices were last imported.</summary>
internal sealed record ContractView(string Number, int Version, DateTimeOffset PutAt, int? PriceList, JsonElement Document);

/// <summary>A version of a contract, without its document.</summary>
internal sealed record ContractVersionView(string Number, int Version, DateTimeOffset PutAt, int? PriceList);

/// <summary>A version of a partner, without its document; <c>ReplacedAt</c> is absent for the one in force.</summary>
/// <param name="Partner">Whose it is.</param>
/// <param name="Version">Its number.</param>
/// <param name="PutAt">When it was put, where that was recorded.</param>
/// <param name="ReplacedAt">When the next one took its place.</param>
/// <param name="Secrets">How many webhook secrets it has.</param>
/// <param name="Headers">How many headers it has.</param>
internal sealed record PartnerVersionView(string Partner, int Version, DateTimeOffset? PutAt, DateTimeOffset? ReplacedAt, int Secrets, int Headers)
{
    public static PartnerVersionView Of(string partner, PartnerVersion v) =>
        new(partner, v.Number, v.PutAt, v.ReplacedAt, v.Partner.Connection.Secrets.Count, v.Partner.Connection.Headers.Count);
}

/// <summary>A price list as put: the contract's version that it made, or is in already, how many lines it has, and how many codes changed.</summary>
internal sealed record PricesView(string Number, int Version, int Lines, int Added, int Changed, int Removed, bool? DryRun);

/// <summary>What a new register of dwellings changed, or where it was only asked, would change.</summary>
internal sealed record RegisterChangeView(int Added, int Changed, int Removed, int Total, bool? DryRun)
{
    /// <summary>Where it was only asked: the number to confirm; null where none is asked.</summary>
    public int? Confirm { get; init; }

    /// <summary>Where it was only asked: <c>dwellings</c>, and the columns that lose their values, as far as they are asked back.</summary>
    public IReadOnlyList<string>? Lists { get; init; }
}

/// <summary>What putting a contract would remove; <c>Version</c> is that of the contract as it is.</summary>
internal sealed record ContractChangeView(string Number, int? Version, int Removed, IReadOnlyList<string> Lists, bool DryRun);

/// <summary>Who changed something by hand.</summary>
internal sealed record AuditActorView(string Kind, string? Id);

/// <summary>An entry of the audit log.</summary>
internal sealed record AuditEntryView(Guid Id, DateTimeOffset At, AuditActorView By, string Action, string? Target, string? Outcome, int? Status);

/// <summary>A page of the audit log.</summary>
internal sealed record AuditView(IReadOnlyList<AuditEntryView> Entries, string? Cursor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(IReadOnlyList<KeyView>))]
[JsonSerializable(typeof(DeliveriesView))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(DeadLettersView))]
[JsonSerializable(typeof(ReplayedView))]
[JsonSerializable(typeof(DeadLettersReplayedView))]
[JsonSerializable(typeof(RetriedView))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(SkipRequest))]
[JsonSerializable(typeof(MessagesView))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(ContractView))]
[JsonSerializable(typeof(IReadOnlyList<ContractView>))]
[JsonSerializable(typeof(IReadOnlyList<ContractVersionView>))]
[JsonSerializable(typeof(IReadOnlyList<PartnerVersionView>))]
[JsonSerializable(typeof(PricesView))]
[JsonSerializable(typeof(RegisterChangeView))]
[JsonSerializable(typeof(ContractChangeView))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(Dwelling))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ManageJson : JsonSerializerContext;
