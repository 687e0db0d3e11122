using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Orders;
using static Hub.Formats.Canonical.ContentMap;

namespace Hub.Formats.Canonical.Codes;

/// <summary>One row of the table: an event of the domain, the shape of its data, and why partners cannot send it, if they cannot.</summary>
internal abstract record EventType(Type Event, Type Data, string? NotFromPartners)
{
    /// <summary>The event's row in the catalogue.</summary>
    public EventDefinition Definition { get; } = EventCatalogue.Of(Event);

    /// <summary>The CloudEvents <c>type</c>.</summary>
    public string FullName => Definition.CloudEventType;

    /// <summary>The data of an event, in the order of its record's members.</summary>
    public abstract JsonObject Write(OrderEvent e);

    /// <summary>What a partner asks or reports with <paramref name="data"/>, which fits <see cref="Data"/>, and whom it names.</summary>
    public abstract (OrderCommand Command, ResidentContact? Resident) Read(JsonElement data);
}

/// <summary>All types, one for each event of the domain. A breaking change is a new row with a new type beside the old one.</summary>
internal static class EventTypes
{
    private static PayloadJson Json => PayloadJson.Default;

    private const string Routing = "The hub itself awards orders by the contracts; a partner accepts or refuses (order.accepted, order.refused).";
    private const string Mandates =
        "The hub itself finds by the contract's mandates which approval is required; a partner approves or declines (order.approved, order.declined).";
    private const string Sampling = "The hub itself picks the sample; a partner sends the verdict (inspection.passed, inspection.failed).";
    private const string Agreement = "The hub itself finds that nothing is to be checked; the corporation's inspector says so with inspection.passed.";
    private const string Costs = "The hub itself compares costs with what was agreed; a partner settles them (costs.settled).";
    private const string Photos = "A photo is sent as a file, with PUT /api/v1/orders/{orderId}/photos/{photoId}; the hub then tells it.";
    private const string Deletions = "A photo is deleted with POST /api/v1/orders/{orderId}/photos/{photoId}/deletion; the hub then tells it.";

    public static readonly IReadOnlyList<EventType> All =
    [
        new Row<OrderPlaced, ContentData>(Json.ContentData, e => ContentMap.ToData(e.Content, e.Dwelling),
            d => new PlaceOrder(ToContent(d)), d => d.Resident),
        new Row<OrderAmended, ChangeData>(Json.ChangeData, ToChange, d => new AmendOrder(ToContentChange(d)), d => d.Resident),
        Fact<CancellationRequested, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        Fact<OrderCancelled, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        ByHub<OrderAwarded, AwardData>(Json.AwardData, Routing,
            e => new()
            {
                ContractorId = e.ContractorId, ContractNumber = e.ContractNumber, ContractVersion = e.Terms?.ContractVersion, ForQuotation = e.ForQuotation,
            }),
        ByHub<OrderUnrouted, UnroutedData>(Json.UnroutedData, Routing, e => new() { Reason = e.Reason }),
        Fact<OrderAccepted, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<OrderRefused, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        Fact<AppointmentMade, AppointmentData>(Json.AppointmentData,
            e => new() { Window = Window(e.Window)!, Remark = e.Remark }, d => new(Window(d.Window)!, Given(d.Remark))),
        Fact<AppointmentMoved, AppointmentData>(Json.AppointmentData,
            e => new() { Window = Window(e.Window)!, Remark = e.Remark }, d => new(Window(d.Window)!, Given(d.Remark))),
        Fact<AppointmentCancelled, AppointmentOffData>(Json.AppointmentOffData,
            e => new() { Reason = e.Reason, ByResident = e.ByResident }, d => new(Given(d.Reason), d.ByResident ?? false)),
        Fact<WorkStarted, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<WorkInterrupted, InterruptionData>(Json.InterruptionData,
            e => new() { Reason = WireNames.Interruption[e.Reason], Remark = e.Remark }, d => new(WireNames.Interruption[d.Reason], Given(d.Remark))),
        Fact<WorkResumed, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<TemporarilyRestored, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<ResponseRequired, QuestionData>(Json.QuestionData, e => new() { Question = e.Question }, d => new(Given(d.Question))),
        Fact<ResponseGiven, AnswerData>(Json.AnswerData, e => new() { Answer = e.Answer }, d => new(Given(d.Answer))),
        Fact<InformationRequested, QuestionData>(Json.QuestionData,
            e => new() { Question = e.Question }, d => new(Given(d.Question))),
        Fact<InformationGiven, AnswerData>(Json.AnswerData, e => new() { Answer = e.Answer }, d => new(Given(d.Answer))),
        Fact<LeadTimeExtended, LeadTimeData>(Json.LeadTimeData,
            e => new() { Until = e.Until, Reason = e.Reason }, d => new(d.Until, Given(d.Reason))),
        Fact<LeadTimeAgreed, LeadTimeAgreedData>(Json.LeadTimeAgreedData,
            e => new() { Until = e.Until, Remark = e.Remark }, d => new(d.Until, Given(d.Remark))),
        Fact<LeadTimeDeclined, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        Fact<KeysReceived, KeysReceivedData>(Json.KeysReceivedData, e => new() { On = e.On }, d => new(d.On)),
        Fact<PreInspectionHeld, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<ExtraWorkRequested, ExtraWorkData>(Json.ExtraWorkData, ToData, d => new(Given(d.Reason), Lines(d.Lines))),
        Fact<ExtraWorkApproved, ExtraWorkApprovalData>(Json.ExtraWorkApprovalData,
            e => new() { Remark = e.Remark, LineNumbers = e.LineNumbers, Role = e.Role }, d => new(Given(d.Remark), d.LineNumbers, Given(d.Role))),
        Fact<ExtraWorkDeclined, DeclineData>(Json.DeclineData,
            e => new() { Reason = e.Reason, Role = e.Role }, d => new(Given(d.Reason), Given(d.Role))),
        Fact<ExtraWorkAcknowledged, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        ByHub<ApprovalRequired, ApprovalRequiredData>(Json.ApprovalRequiredData, Mandates, ToData),
        ByHub<ApprovalWithdrawn, UnroutedData>(Json.UnroutedData, Mandates, e => new() { Reason = e.Reason }),
        Fact<OrderApproved, ApprovalData>(Json.ApprovalData,
            e => new() { Remark = e.Remark, Role = e.Role }, d => new(Given(d.Remark), Given(d.Role))),
        Fact<OrderDeclined, DeclineData>(Json.DeclineData,
            e => new() { Reason = e.Reason, Role = e.Role }, d => new(Given(d.Reason), Given(d.Role))),
        Fact<QuotationGiven, CostData>(Json.CostData, ToData, d => new(d.Total, Lines(d.Lines), Given(d.Remark))),
        Fact<QuotationAwarded, ApprovalData>(Json.ApprovalData,
            e => new() { Remark = e.Remark, Role = e.Role }, d => new(Given(d.Remark), Given(d.Role))),
        Fact<QuotationDeclined, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        ByHub<PhotoAnnounced, AnnouncedPhotoData>(Json.AnnouncedPhotoData, Photos, e => new()
        {
            PhotoId = e.PhotoId, Moment = WireNames.Moment[e.Moment], LineNumber = e.LineNumber, Remark = e.Remark,
        }),
        ByHub<PhotoAdded, PhotoData>(Json.PhotoData, Photos, e => new()
        {
            PhotoId = e.PhotoId, Moment = WireNames.Moment[e.Moment], Sha256 = e.Picture.Sha256, OriginalSha256 = e.Picture.OriginalSha256,
            MediaType = e.Picture.MediaType,
            Size = e.Picture.Size, Width = e.Picture.Width, Height = e.Picture.Height, Note = e.Picture.Note,
            LineNumber = e.LineNumber, TakenAt = e.TakenAt, Remark = e.Remark,
        }),
        ByHub<PhotoRejected, RejectedPhotoData>(Json.RejectedPhotoData, Photos, e => new() { PhotoId = e.PhotoId, Code = e.Code, Reason = e.Reason }),
        ByHub<PhotoDeleted, DeletedPhotoData>(Json.DeletedPhotoData, Deletions, e => new()
        {
            PhotoId = e.PhotoId, Cause = WireNames.Deletion[e.Cause], Reason = e.Reason, DecidedBy = e.DecidedBy,
        }),
        ByHub<PhotosMissing, MissingPhotosData>(Json.MissingPhotosData, Photos, e => new() { Missing = ContractViewBuilder.Missing(e.Missing) }),
        Fact<WorkCompleted, CompletionData>(Json.CompletionData,
            e => new() { ReadyOn = e.ReadyOn, Cause = e.Cause, Total = Money(e.Total), Lines = Lines(e.Lines), Remark = e.Remark },
            d => new(d.ReadyOn, Given(d.Cause), d.Total, Lines(d.Lines), Given(d.Remark))),
        ByHub<SamplePicked, SampleData>(Json.SampleData, Sampling, e => new() { Share = e.Share is { } share ? Plain(share) : null }),
        Fact<InspectionPassed, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<InspectionFailed, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        ByHub<WorkAgreed, RemarkData>(Json.RemarkData, Agreement, e => new() { Remark = e.Remark }),
        ByHub<CostsDiffer, DifferencesData>(Json.DifferencesData, Costs, e => new() { Differences = Differences(e.Differences)! }),
        Fact<CostsSettled, SettlementData>(Json.SettlementData,
            e => new() { Total = Money(e.Total), Lines = Lines(e.Lines), Remark = e.Remark, Differences = Differences(e.Differences), Role = e.Role },
            d => new(d.Total, Lines(d.Lines), Given(d.Remark), Role: Given(d.Role))),
        Fact<OrderClosed, RemarkData>(Json.RemarkData, e => new() { Remark = e.Remark }, d => new(Given(d.Remark))),
        Fact<OrderReopened, ReasonData>(Json.ReasonData, e => new() { Reason = e.Reason }, d => new(Given(d.Reason))),
        Fact<ComplaintRegistered, ComplaintData>(Json.ComplaintData,
            e => new() { Reference = e.Reference, Summary = e.Summary }, d => new(d.Reference, Given(d.Summary))),
        Fact<ComplaintAnswered, ComplaintAnswerData>(Json.ComplaintAnswerData,
            e => new() { Reference = e.Reference, Answer = e.Answer }, d => new(d.Reference, Given(d.Answer))),
    ];

    private static readonly Dictionary<string, EventType> ByFullName = All.ToDictionary(t => t.FullName, StringComparer.Ordinal);

    private static readonly Dictionary<Type, EventType> ByEvent = All.ToDictionary(t => t.Event);

    /// <summary>The row of a CloudEvents type, or null.</summary>
    public static EventType? Find(string fullName) => ByFullName.GetValueOrDefault(fullName);

    /// <summary>The row of an event.</summary>
    public static EventType Of(OrderEvent e) => ByEvent[e.GetType()];

    public static ApprovalRequiredData ToData(ApprovalRequired e) => new() { Reason = e.Reason, Role = e.Role, Amount = Money(e.Amount), Roles = e.Roles };

    // With the price of a line in the contract's list: who decides must not look it up.
    private static ExtraWorkData ToData(ExtraWorkRequested e) => new() { Reason = e.Reason, Lines = Lines(Priced(e.Lines, e.Prices)), Roles = e.Roles };

    public static CostData ToData(QuotationGiven e) => new() { Total = Money(e.Total), Lines = Lines(e.Lines), Remark = e.Remark };

    private static Row<TEvent, TData> Fact<TEvent, TData>(
        JsonTypeInfo<TData> info, Func<TEvent, TData> write, Func<TData, TEvent> read)
        where TEvent : OrderEvent where TData : class => new(info, write, d => new Report(read(d)));

    private static Row<TEvent, TData> ByHub<TEvent, TData>(JsonTypeInfo<TData> info, string why, Func<TEvent, TData> write)
        where TEvent : OrderEvent where TData : class => new(info, write, null, null, why);

    private sealed record Row<TEvent, TData>(
        JsonTypeInfo<TData> Info, Func<TEvent, TData> ToWire, Func<TData, OrderCommand>? FromWire,
        Func<TData, ResidentData?>? ResidentOf = null, string? Why = null) : EventType(typeof(TEvent), typeof(TData), Why)
        where TEvent : OrderEvent
        where TData : class
    {
        public override JsonObject Write(OrderEvent e) => JsonSerializer.SerializeToNode(ToWire((TEvent)e), Info)!.AsObject();

        public override (OrderCommand Command, ResidentContact? Resident) Read(JsonElement data)
        {
            if (FromWire is null) throw new InvalidOperationException($"{Definition.WireName} is not read from partners.");
            var payload = data.Deserialize(Info)!;
            return (FromWire(payload), Resident(ResidentOf?.Invoke(payload)));
        }
    }
}
