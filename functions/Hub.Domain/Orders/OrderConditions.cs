using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What must be true beyond the table's "who" and "where": who asked, what waits, what stands.</summary>
internal static class OrderConditions
{
    public static Refusal? Check(Order order, OrderEvent fact, Actor by, EventDefinition rule)
    {
        var role = by.Role;
        if (rule.BlockedByWaiting && Waiting(order) is { } waiting) return waiting;
        return fact switch
        {
            OrderCancelled when role is PartyRole.Contractor && order.CancellationRequested is not { AskedBy: PartyRole.Corporation } =>
                Wrong("cancel-not-asked", "Only the corporation cancels. A contractor confirms a cancellation that the corporation asked for, or asks for one."),
            LeadTimeExtended { Until: { } until } when !OrderChecks.IsPlausible(until) => OrderChecks.Implausible("until"),
            LeadTimeAgreed { Until: { } until } when !OrderChecks.IsPlausible(until) => OrderChecks.Implausible("until"),
            KeysReceived { On: { } day } when !OrderChecks.IsPlausible(day) => OrderChecks.Implausible("on"),
            KeysReceived or PreInspectionHeld when order.Content.Kind is not OrderKind.Turnover =>
                new Refusal(RefusalKind.Invalid, "turnovers-only", "Keys and a pre-inspection belong to a turnover; this order is none."),
            LeadTimeAgreed or LeadTimeDeclined when order.ExtensionSince is null => Wrong("no-extension", "The contractor did not ask for a longer lead time."),
            LeadTimeAgreed { Until: null } when order.ExtendedTo is null =>
                new Refusal(RefusalKind.Invalid, "until-missing", "The contractor named no day: say until when it may take."),
            ExtraWorkAcknowledged when order.ExtraWorkDecisions.All(d => d.AcknowledgedAt is not null) =>
                Wrong("no-answer", "There is no answer on extra work that was not acknowledged yet."),
            AppointmentMade { Window: var w } when w.Until < w.From => Window(),
            AppointmentMoved { Window: var w } when w.Until < w.From => Window(),
            AppointmentCancelled when order.Appointment is null && !order.IsDone => Wrong("no-appointment", "No appointment stands on this order."),
            ResponseRequired when order.ResponseRequired is { } other && other.AskedBy != role =>
                Wrong("response-required", "The other side requires a response first."),
            ResponseGiven when order.ResponseRequired is not { } asked || asked.AskedBy == role =>
                Wrong("no-question", "No response is required from this side."),
            ExtraWorkRequested when order.ExtraWork is not null => Wrong("extra-work-pending", "An earlier request for extra work still waits for an answer."),
            ExtraWorkApproved or ExtraWorkDeclined when order.ExtraWork is null => Wrong("no-extra-work", "No extra work waits for an answer."),
            ExtraWorkApproved { LineNumbers: { Count: 0 } } => new Refusal(RefusalKind.Invalid, "extra-work-line", "Name the lines that are agreed, or decline the request."),
            ExtraWorkApproved { LineNumbers: { } numbers } when numbers.Except(order.ExtraWork!.Lines.Select(l => l.Number)).ToList() is [var unknown, ..] =>
                new Refusal(RefusalKind.Invalid, "extra-work-line", $"Line {unknown} was not asked for."),
            OrderDeclined when order is { PendingApproval: not null, ContractorId: not null } =>
                Wrong("under-way", "A contractor has the order: amend it back to what was agreed, or cancel it."),
            OrderApproved or OrderDeclined when order.PendingApproval is null => Wrong("no-approval", "No approval is waited for."),
            QuotationAwarded or QuotationDeclined when order.Quotation is null => Wrong("no-quotation", "No quotation was given yet."),
            CostsSettled when role is PartyRole.Contractor && order.Progress is not OrderStatus.Settling =>
                Wrong("not-agreed", "The work is not agreed yet; costs are settled after that."),
            CostsSettled when role is PartyRole.Contractor && order is { Terms: not null, SettledAt: not null } =>
                Wrong("settled-already", "The costs are settled already; only the corporation corrects them."),
            OrderClosed when role is PartyRole.Contractor && order.Terms is not null && Settlement.WorkHolds(order).ToList() is { Count: > 0 } holds =>
                Wrong("not-agreed", $"The work is not agreed yet ({string.Join(", ", holds)}); the order closes after that."),
            OrderClosed when order.CostDifferences.Count > 0 && order.SettledAt is null =>
                Wrong("costs-differ", $"The costs are to be settled first. {string.Join(" ", order.CostDifferences.Select(d => d.Sentence))}"),
            PhotoAdded added => Photo(order, by, added.PhotoId, added.LineNumber, added.Remark, added.Picture),
            PhotoAnnounced announced => Photo(order, by, announced.PhotoId, announced.LineNumber, announced.Remark, null),
            ComplaintRegistered c when order.OpenComplaints.Contains(c.Reference) => Wrong("complaint-open", "This complaint is open already."),
            ComplaintAnswered c when !order.OpenComplaints.Contains(c.Reference) => Wrong("no-complaint", "There is no open complaint with this reference."),
            _ => null,
        };
    }

    private static Refusal? Photo(Order order, Actor by, string id, string? line, string? remark, StoredPicture? picture)
    {
        if (!PhotoRules.IsId(id)) return new Refusal(RefusalKind.Invalid, "photo-id", $"A photo's id is expected: {PhotoRules.ExpectedId}.");
        if (line?.Length > Limits.KeyLength) return new Refusal(RefusalKind.Invalid, "too-long", $"The number of a line has at most {Limits.KeyLength} characters.");
        if (remark?.Length > Limits.TextLength) return new Refusal(RefusalKind.Invalid, "too-long", $"The remark of a photo has at most {Limits.TextLength} characters.");
        if (order.Photos.Any(p => p.Id == id) || order.AwaitedPhotos.Any(p => p.Announced.PhotoId == id && p.By != by)) return new Refusal(RefusalKind.Exists, "photo-exists", $"The order has another photo {id}. Give this one an id of its own.");
        if (picture is not null && order.Photos.Any(p => p.Deleted is { Cause: PhotoDeletion.Privacy }
            && (p.Picture.OriginalSha256 == picture.OriginalSha256 || p.Picture.Sha256 == picture.Sha256)))
            return Wrong("photo-deleted", "This picture was deleted from the order for privacy, and does not come back.");
        return order.Photos.Count + order.AwaitedPhotos.Count(p => p.Announced.PhotoId != id) < Limits.PhotosPerOrder ? null
            : Wrong("too-many-photos", $"An order has at most {Limits.PhotosPerOrder} photos.");
    }

    private static Refusal? Waiting(Order order) =>
        order.ResponseRequired is not null ? Wrong("response-required", "A response is required first: the process stands still until it is given.")
        : order.ExtraWork is not null ? Wrong("extra-work-pending", "Extra work still waits for the client's answer.")
        : order.PendingApproval is not null ? Wrong("approval-pending", "The order still waits for approval.")
        : null;

    private static Refusal Window() => new(RefusalKind.Invalid, "visit-window", "The appointment ends before it begins.");

    private static Refusal Wrong(string code, string reason) => new(RefusalKind.WrongState, code, reason);
}
