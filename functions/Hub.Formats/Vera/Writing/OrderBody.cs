using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Dutch;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Events;

namespace Hub.Formats.Vera.Writing;

/// <summary>
/// Writes one Onderhoudsorderbericht: the whole order, or the parts that go with an event. The members stand in the order of
/// the schema.
/// </summary>
/// <param name="json">Where it goes.</param>
/// <param name="order">The order, after the event.</param>
/// <param name="erp">Who reads it.</param>
/// <param name="contractor">The order's contractor, or the one that just lost it.</param>
/// <param name="recorded">The event to send; null for the order as served.</param>
/// <param name="hub">Where photos are to be had.</param>
internal sealed class OrderBody(Utf8JsonWriter json, Order order, Partner erp, Partner? contractor, RecordedEvent? recorded, PublicAddress hub)
{
    private readonly EventRow? _event = recorded is null ? null : EventTable.Find(recorded.OrderEvent);
    private readonly OrderContent _content = order.Content;
    private readonly Connection _connection = erp.Connection;

    // Where the connection names no key, keys go where the reader looks first.
    private readonly VeraOrderKey _key = erp.Connection.VeraOrderKey ?? VeraOrderKey.IdExtern;
    private readonly VeraOrderKey _taskKey = erp.Connection.VeraOrderKey ?? VeraOrderKey.Code;

    /// <summary>True for the answer to a message of the ERP: it says whether somebody has the order.</summary>
    public bool SaysAssigned { get; init; }

    /// <summary>The whole order, with what the event adds to it.</summary>
    public void WriteWhole()
    {
        var parts = (_event?.Parts ?? OrderParts.None) | OrderParts.Visit | OrderParts.Tasks | OrderParts.Contractor | OrderParts.Dates
            | OrderParts.ExtraWork | OrderParts.Deadlines | OrderParts.Turnover;
        json.WriteStartObject();
        Keys();
        json.Code("onderhoudSoort", CodeMaps.Kinds.For(_content.Kind, _connection));
        json.Text("omschrijving", _content.Description);
        json.Key("bovenliggendeOrder", _content.ParentNumber, _key);
        json.Code("status", CodeMaps.Statuses.For(order.Status, _connection));
        json.Day("begindatum", _content.StartOn);
        Dates();
        json.Day("uitersteGereeddatum", _content.DueOn);
        json.Day("opdrachtdatum", _content.OrderedOn);
        if (_content.Agreement is { } agreement) json.Code("afrekenwijze", CodeMaps.Agreements.For(agreement, _connection));
        new VisitsBody(json, order, recorded?.OrderEvent).Write(whole: true);
        if (_content.ReverseCharge is { } reversed) json.WriteBoolean("btwVerlegd", reversed);
        var tasks = Tasks(parts, whole: true);
        Defects(tasks);
        Quotation();
        new TasksBody(json, _connection, _taskKey).Write(tasks);
        Contractor();
        Extras(parts, whole: true);
        new PhotosBody(json, order, _connection, hub).Write();
        json.WriteEndObject();
    }

    /// <summary>Keys, status, and the parts that go with the event.</summary>
    public void WriteParts()
    {
        var parts = _event?.Parts ?? OrderParts.None;
        json.WriteStartObject();
        Keys();
        json.Code("status", CodeMaps.Statuses.For(order.Status, _connection));
        if (parts.HasFlag(OrderParts.Dates)) Dates();
        if (parts.HasFlag(OrderParts.Visit)) new VisitsBody(json, order, recorded?.OrderEvent).Write(whole: false);
        // Whole defects, for an ERP may put the list in the place of its own.
        if (parts.HasFlag(OrderParts.Cause) && recorded?.Event is WorkCompleted { Cause: not null }) Defects(TaskParts.Of(_content.Lines));
        Quotation();
        new TasksBody(json, _connection, _taskKey).Write(Tasks(parts, whole: false));
        if (parts.HasFlag(OrderParts.Contractor)) Contractor();
        Extras(parts, whole: false);
        new PhotosBody(json, order, _connection, hub).Write(recorded?.OrderEvent);
        json.WriteEndObject();
    }

    private void Keys()
    {
        json.WriteString("id", _content.Keys.Id ?? order.Id.ToString());
        json.Text("idExtern", _content.Keys.ExternalId);
        json.Text("code", _content.Keys.Code);
    }

    private void Dates()
    {
        if (order.EndedAt is { } ended) json.Moment("einddatum", ended);
        else if (order.Completion.At is null)
            json.Day("einddatum", (order.LeadTime.RequestedSince is null ? null : order.LeadTime.RequestedUntil) ?? order.LeadTime.AgreedUntil);
        if (order.Completion.At is { } completed)
        {
            if (order.Completion.ReadyOn is { } day && day != Timestamps.Day(completed)) json.Day("technischGereeddatum", day);
            else json.Moment("technischGereeddatum", completed);
        }
        json.Moment("financieelGereeddatum", order.Costs.SettledAt);
    }

    /// <summary>The dwelling sits on a defect, as does what is broken: one defect a task that has any, under the task's key.</summary>
    private void Defects(List<TaskPart> tasks)
    {
        var broken = tasks.Where(t => t is { Own: false, Ledo: not null }).ToList();
        var cause = (recorded?.Event as WorkCompleted)?.Cause;
        if (broken.Count == 0 && _content.DwellingId is null && _content.Complex is null && cause is null) return;
        json.WriteStartArray("defecten");
        if (broken.Count == 0) Defect(null, null, cause);
        foreach (var task in broken) Defect(task.Key, task.Ledo, cause);
        json.WriteEndArray();
    }

    private void Defect(string? key, Ledo? ledo, string? foundCause)
    {
        json.WriteStartObject();
        if (key is not null) json.Key(key, _taskKey);
        json.Code("soort", ledo?.Defect);
        Cause("aangetroffenOorzaak", foundCause);
        json.Key("bouwkundigElement", ledo?.Element, VeraOrderKey.Code);
        json.Key("cluster", _content.Complex, _key);
        json.Key("eenheid", _content.DwellingId, _key);
        json.Code("locatie", ledo?.Location);
        Cause("oorzaak", ledo?.Cause);
        json.WriteEndObject();
    }

    private void Cause(string member, string? cause)
    {
        if (cause is null) return;
        if (CodeMaps.Causes.For(cause, _connection) is { } row) json.Code(member, row);
        else json.Code(member, cause);
    }

    /// <summary>VERA's order has a quotation by its keys only; its lines go as tasks, its total as an extra attribute.</summary>
    private void Quotation()
    {
        if (recorded?.Event is not QuotationGiven) return;
        json.WriteStartArray("offertes");
        json.WriteStartObject();
        json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.WriteString("code", $"{_content.Number}-{recorded.Version}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private List<TaskPart> Tasks(OrderParts parts, bool whole)
    {
        var state = order.Work.Interruption is null ? CodeMaps.TaskStates[order.Progress] : TaskState.Interrupted;
        var detail = order.Work.Interruption is { } interruption ? CodeMaps.Interruptions.GetValueOrDefault(interruption.Reason) : null;
        var costs = parts.HasFlag(OrderParts.Costs) && recorded is not null ? _event?.Lines(recorded.OrderEvent) ?? [] : [];
        var agreed = AgreedNow();
        var tasks = new List<TaskPart>();

        if (parts.HasFlag(OrderParts.Tasks) || costs.Count > 0)
        {
            tasks.AddRange(TaskParts.Of(_content.Lines).Select(t => t with { State = state, Detail = detail, Full = whole }));
            tasks.AddRange(TaskParts.Own(TaskParts.ExtraWork, Priced(order.ExtraWork.AgreedLines))
                .Select(t => t with { State = state, Detail = detail, Full = whole }));
        }
        else if (parts.HasFlag(OrderParts.ExtraWork))
        {
            tasks.AddRange(TaskParts.Own(TaskParts.ExtraWork, Priced(agreed)).Select(t => t with { State = state, Detail = detail, Full = true }));
        }
        if (parts.HasFlag(OrderParts.ExtraWork) && order.ExtraWork.Pending is { } asked)
            tasks.AddRange(TaskParts.Own(TaskParts.ExtraWork, TaskParts.Priced(asked.Lines, asked.Prices))
                .Select(t => t with { State = TaskState.Created, Full = true }));
        if (parts.HasFlag(OrderParts.Quotation) && recorded is not null)
            tasks.AddRange(TaskParts.Own(TaskParts.Quotation, _event?.Lines(recorded.OrderEvent) ?? [])
                .Select(t => t with { State = TaskState.Created, Full = true }));

        return costs.Count == 0 ? tasks : WithCosts(tasks, costs);
    }

    private IReadOnlyList<OrderLine> Priced(IReadOnlyList<OrderLine> agreed) => TaskParts.Priced(agreed, order.ExtraWork.AgreedPrices);

    /// <summary>Costs go to the task whose line they are of; a line that no task has becomes a task of the hub's own.</summary>
    private static List<TaskPart> WithCosts(List<TaskPart> tasks, IReadOnlyList<OrderLine> costs)
    {
        var byNumber = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tasks.Count; i++)
            foreach (var line in tasks[i].Lines) byNumber.TryAdd(line.Number, i);
        foreach (var cost in costs)
        {
            if (!byNumber.TryGetValue(cost.Number, out var at))
            {
                at = tasks.Count;
                byNumber.Add(cost.Number, at);
                tasks.Add(new TaskPart(TaskParts.OwnKey(TaskParts.Costs, cost.Number), true, []) { State = TaskState.Done });
            }
            tasks[at] = tasks[at] with { Costs = [.. tasks[at].Costs, cost] };
        }
        return tasks;
    }

    private IReadOnlyList<OrderLine> AgreedNow() => recorded?.Event is ExtraWorkApproved { LineNumbers: { } numbers }
        ? [.. order.ExtraWork.AgreedLines.Where(l => numbers.Contains(l.Number))]
        : order.ExtraWork.AgreedLines;

    private void Contractor()
    {
        var named = _content.Contractor;
        var mine = order.Assignment.ContractorId is not null && contractor?.Id == order.Assignment.ContractorId ? contractor : null;
        Contract(named.ContractNumber);
        if (mine is not null && !Names(named, mine)) Relation(mine.Id, mine.RelationCode, mine.Gln, mine.Name, own: true);
        else if (named.Gln is not null || named.Code is not null || named.Id is not null) Relation(named.Id, named.Code, named.Gln, mine?.Name, own: false);
        else return;
        json.Code("uitvoerendeSoort", CodeMaps.Supplier);
    }

    private static bool Names(ContractorReference named, Partner partner) =>
        (named.Gln is not null && named.Gln == partner.Gln)
        || (named.Code is not null && named.Code == partner.RelationCode)
        || (named.Id is not null && (named.Id == partner.Id || named.Id == partner.RelationCode));

    private void Contract(string? named)
    {
        if ((named ?? order.Assignment.ContractNumber) is not { } number) return;
        json.WriteStartObject("overeenkomst");
        if (named is null) json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.WriteString("code", number);
        json.WriteEndObject();
    }

    // The schema's order knows natural persons only; a company's name goes where a person's would be addressed.
    private void Relation(string? id, string? code, string? gln, string? name, bool own)
    {
        json.WriteStartArray("relaties");
        json.WriteStartObject();
        json.Text("id", id);
        json.Text("idGegevensbeheerder", gln);
        json.Text("code", code);
        json.Code("soort", CodeMaps.Company);
        json.WriteStartArray("rollen");
        json.WriteStartObject();
        if (own) json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.Code("soort", CodeMaps.ContractorRole);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Text("aanschrijfnaam", name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Extras(OrderParts parts, bool whole)
    {
        json.WriteStartArray("extra-attributen");
        json.Extra(MemberNames.Extra.HubId, order.Id.ToString());
        if (SaysAssigned)
        {
            json.Extra(MemberNames.Extra.Assigned, order.Assignment.ContractorId is null ? "false" : "true");
            json.Extra(MemberNames.Extra.NotAssignedBecause, AssignmentSentence.WhyNot(order));
            json.Extra(MemberNames.Extra.Warning, AssignmentSentence.Warning(order));
        }
        json.Extra(MemberNames.Extra.Phase, CodeMaps.Phases[order.Phase]);
        if (whole)
        {
            json.Extra(MemberNames.Extra.Urgency, _content.Urgency);
            json.Extra(MemberNames.Extra.Remarks, _content.Remarks);
            if (_content.QuotationAsked || order.Status is OrderStatus.Quoting)
                json.Extra(MemberNames.Extra.QuotationAsked, _content.QuotationAsked ? "true" : "false");
            if (order.Work.StartedAt is { } started) json.Extra(MemberNames.Extra.StartedAt, Timestamps.Text(started));
        }
        if (parts.HasFlag(OrderParts.Deadlines)) Deadlines();
        if (recorded is not null && _event is not null)
        {
            json.Extra(MemberNames.Extra.Event, recorded.Event.Name);
            json.Extra(MemberNames.Extra.HappenedAt, Timestamps.Text(recorded.OccurredAt));
            json.Extra(MemberNames.Extra.Explanation, _event.Text(recorded.OrderEvent));
            foreach (var (name, value) in _event.Extra(recorded.OrderEvent)) json.Extra(name, value);
        }
        Facts(parts);
        json.WriteEndArray();
    }

    private void Deadlines()
    {
        if (OrderDeadlines.Of(order) is not { } deadlines) return;
        foreach (var deadline in deadlines.All) json.Extra(Name(deadline.Kind), Timestamps.Text(deadline.By));
        json.Extra(MemberNames.Extra.ClockStopped, deadlines.Standing?.Reason.ToString());

        static string Name(DeadlineKind kind) => kind switch
        {
            DeadlineKind.Respond => MemberNames.Extra.RespondBy,
            DeadlineKind.Complete => MemberNames.Extra.CompleteBy,
            _ => MemberNames.Extra.LeadTimeBy,
        };
    }

    /// <summary>The facts that the reader would take from the ERP as news, marked as sent by the hub.</summary>
    private void Facts(OrderParts parts)
    {
        var facts = new List<string>(4) { LoopGuard.Fact("status", CodeMaps.Statuses.For(order.Status, _connection)!.Code) };
        if (parts.HasFlag(OrderParts.Turnover) && order.Turnover.KeysReceivedAt is { } keys)
            Fact(MemberNames.Extra.KeysReceived, Timestamps.DayText(Timestamps.Day(keys)));
        if (parts.HasFlag(OrderParts.Turnover) && order.Turnover.PreInspectedAt is not null) Fact(MemberNames.Extra.PreInspection, MandateDecisions.Held);
        if (parts.HasFlag(OrderParts.Dates) && order.Costs.SettledAt is { } settled) facts.Add(LoopGuard.Settled(settled));
        json.Extra(MemberNames.Extra.SentByHub, LoopGuard.Join(facts));

        void Fact(string name, string value)
        {
            json.Extra(name, value);
            facts.Add(LoopGuard.Fact(name, value));
        }
    }
}
