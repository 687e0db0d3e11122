using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Formats.Canonical.Codes;
using static Hub.Formats.Canonical.ContentMap;

namespace Hub.Formats.Canonical.Writing;

/// <summary>The JSON of an order, as <c>GET /api/v1/orders/{orderId}</c> answers it; never with the resident.</summary>
public static class OrderViewBuilder
{
    /// <summary>Writes the order as one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="order">The order.</param>
    /// <param name="now">The moment for which time left and waiting time are given.</param>
    /// <param name="hub">The address at which photos are served.</param>
    /// <param name="viewer">Who reads it.</param>
    public static void Write(Utf8JsonWriter writer, Order order, DateTimeOffset now, PublicAddress hub, Viewer viewer) =>
        JsonSerializer.Serialize(writer, viewer.MayOnlyRead ? Figures(order, now) : Whole(order, now, hub, viewer), PayloadJson.Default.OrderView);

    /// <summary>The order with its content and all that waits; without a moment, nothing that changes with time.</summary>
    internal static OrderView Whole(Order order, DateTimeOffset? now, PublicAddress hub, Viewer viewer) => Brief(order) with
    {
        ContractVersion = order.Assignment.Terms?.ContractVersion,
        Deadlines = ContractViewBuilder.Deadlines(OrderDeadlines.Of(order), now),
        Money = ContractViewBuilder.Money(order),
        Turnover = ContractViewBuilder.Turnover(order),
        Settlement = ContractViewBuilder.Settling(order),
        FailedInspections = order.Inspection.Failures == 0 ? null : order.Inspection.Failures,
        ApprovalWaited = order.Approval.Waited == TimeSpan.Zero ? null : ContractViewBuilder.Hours(order.Approval.Waited),
        ExtraWorkDecisions = ContractViewBuilder.Decisions(order),
        Content = ToData(order.Content, order.Dwelling),
        Interruption = order.Work.Interruption is { } i ? new InterruptionView { Reason = WireNames.Interruption[i.Reason], Since = i.Since } : null,
        Pending = PendingOf(order, now, Visibility.SeesMandates(viewer)),
        AgreedExtraLines = order.ExtraWork.AgreedLines.Count == 0 ? null : Lines(order.ExtraWork.AgreedLines),
        Photos = order.Photos.Received.Where(p => p.Deleted is null && Visibility.SeesPhoto(viewer, p.By))
            .Select(p => PhotosViewBuilder.View(order.Id, p, hub, link: null)).ToList() is { Count: > 0 } photos ? photos : null,
        Quotation = order.Quotation.Given is { } quotation ? EventTypes.ToData(quotation) : null,
        ExtendedTo = order.LeadTime.RequestedUntil,
        StartedAt = order.Work.StartedAt,
        CompletedAt = order.Completion.At,
        ReadyOn = order.Completion.ReadyOn,
        SettledAt = order.Costs.SettledAt,
        EndedAt = order.EndedAt,
        Unrouted = order.Routing.UnroutedReason,
        Warnings = Visibility.SeesMandates(viewer) && order.Warnings.Count > 0 ? [.. order.Warnings.Select(w => w.Text)] : null,
        OpenComplaints = order.OpenComplaints.Count == 0 ? null : order.OpenComplaints,
        PlacedAt = order.PlacedAt,
        ChangedAt = order.ChangedAt,
    };

    // What a report counts with, for a program that only reads: no address, and nothing that somebody wrote.
    private static OrderView Figures(Order order, DateTimeOffset now) => Brief(order) with
    {
        ContractVersion = order.Assignment.Terms?.ContractVersion,
        Deadlines = ContractViewBuilder.Deadlines(OrderDeadlines.Of(order), now),
        Money = ContractViewBuilder.Money(order),
        FailedInspections = order.Inspection.Failures == 0 ? null : order.Inspection.Failures,
        ApprovalWaited = order.Approval.Waited == TimeSpan.Zero ? null : ContractViewBuilder.Hours(order.Approval.Waited),
        Interruption = order.Work.Interruption is { } i ? new InterruptionView { Reason = WireNames.Interruption[i.Reason], Since = i.Since } : null,
        ExtendedTo = order.LeadTime.RequestedUntil,
        StartedAt = order.Work.StartedAt,
        CompletedAt = order.Completion.At,
        ReadyOn = order.Completion.ReadyOn,
        SettledAt = order.Costs.SettledAt,
        EndedAt = order.EndedAt,
        PlacedAt = order.PlacedAt,
        ChangedAt = order.ChangedAt,
    };

    /// <summary>What every message has of its order.</summary>
    internal static OrderView Brief(Order order) => new()
    {
        Id = order.Id.Value,
        Number = order.Content.Number,
        Kind = WireNames.Kind[order.Content.Kind],
        Status = WireNames.Status[order.Status],
        Phase = WireNames.Phase[order.Phase],
        Version = order.Version,
        ContractorId = order.Assignment.ContractorId,
        ContractNumber = order.Assignment.ContractNumber,
        Accepted = order.Assignment.Accepted,
        Appointment = Window(order.Visit.Appointment),
    };

    private static PendingView? PendingOf(Order order, DateTimeOffset? now, bool withMandates)
    {
        var pending = new PendingView
        {
            Response = Question(order.Questions.ResponseRequired),
            Information = Question(order.Questions.InformationRequested),
            ExtraWork = order.ExtraWork.Pending is { } x
                ? new ExtraWorkView
                {
                    Since = x.Since, Waiting = now - x.Since is { } waiting ? ContractViewBuilder.Hours(waiting) : null,
                    Reason = x.Reason, Lines = Lines(Priced(x.Lines, x.Prices))!, Amount = Money(x.Amount),
                    Roles = withMandates ? x.Roles : null, OrderAmount = withMandates ? Money(order.Money.OutsideLumpSum + x.Amount) : null,
                }
                : null,
            Approval = ContractViewBuilder.Approval(order, now, withMandates),
            LeadTime = order.LeadTime.RequestedSince is { } since ? new LeadTimeView { Since = since, Until = order.LeadTime.RequestedUntil } : null,
            Cancellation = Question(order.CancellationRequested),
        };
        return pending == new PendingView() ? null : pending;
    }

    private static QuestionView? Question(Pending? pending) =>
        pending is null ? null : new QuestionView { AskedBy = WireNames.Role[pending.AskedBy], Since = pending.Since, Text = pending.Text };
}
