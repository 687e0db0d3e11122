using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Reading;

/// <summary>Reads the members of an Onderhoudsorder that the hub uses; VERA's other members are passed over.</summary>
internal static class OrderReader
{
    /// <summary>Everything that the document has. Errors are noted on the node; what is faulty is read as nothing.</summary>
    /// <param name="order">The document.</param>
    /// <param name="whole">True for an order as a whole, which must keep the hub's profile; false for parts of one.</param>
    public static OrderDraft Read(Node order, bool whole)
    {
        var errors = order.ErrorCount;
        var kind = Kind(order);
        if (whole && kind is null && order.ErrorCount == errors) order.AddError("onderhoudSoort", $"het soort werk: {Taken}");

        errors = order.ErrorCount;
        var defects = DefectMapping.Read(order);
        if (whole && defects.Dwelling is null && defects.Complex is null && order.ErrorCount == errors)
            order.AddError("defecten", "een eenheid (defecten[].eenheid) of een complex (defecten[].cluster), met zijn sleutels");

        errors = order.ErrorCount;
        var description = order.Text("omschrijving");
        var tasks = order.Objects("onderhoudstaken");
        var extra = ExtraAttributes.Read(order, whole);
        // Beside a settlement, tasks are there for their costs and change nothing.
        var settlement = whole ? null : SettlementReader.Read(order, tasks, extra);
        var lines = settlement is null ? LineMapping.Read(tasks, defects) : [];
        if (whole && description is null && lines.Count == 0 && order.ErrorCount == errors)
            order.AddError("onderhoudstaken", "ten minste één taak, of een omschrijving van de order");

        var visits = VisitReader.Read(order.Objects("afspraken"), tasks);
        var parties = PartyReader.Read(order);
        return new OrderDraft
        {
            Kind = kind,
            Status = order.Code("status", CodeMaps.Statuses)?.Value,
            StatusIsFromHub = order.Object("status")?.Key("code") is { } status && LoopGuard.IsFromHub(extra, LoopGuard.Fact("status", status)),
            Description = description,
            ParentNumber = order.Reference("bovenliggendeOrder", "een order met haar id, idExtern of code").Preferred(order.Connection),
            Agreement = order.Code("afrekenwijze", CodeMaps.Agreements)?.Value,
            ReverseCharge = order.Flag("btwVerlegd"),
            OrderedOn = order.Day("opdrachtdatum"),
            StartOn = order.Day("begindatum"),
            DueOn = order.Day("uitersteGereeddatum"),
            Visit = visits.Window,
            Address = visits.Address,
            DwellingId = defects.Dwelling,
            Complex = defects.Complex,
            Contractor = parties.Contractor,
            ContractorPlace = parties.ContractorPlace,
            Contact = parties.Resident,
            Urgency = extra.Key(MemberNames.Extra.Urgency),
            Remarks = extra.Text(MemberNames.Extra.Remarks),
            Answer = extra.Text(MemberNames.Extra.Answer),
            Explanation = extra.Text(MemberNames.Extra.Explanation),
            QuotationAsked = extra.OneOf(MemberNames.Extra.QuotationAsked, "true", "false", "true of false, als tekst"),
            Decisions = whole ? new MandateDecisions() : MandateDecisions.Read(extra),
            Settlement = settlement,
            Lines = lines,
            Photos = PhotoReader.Read(order),
        };
    }

    private const string Taken = "REP, MUT of INS: de hub neemt reparaties, mutaties en inspecties aan en geen ander werk";

    private static OrderKind? Kind(Node order)
    {
        if (order.Code("onderhoudSoort", CodeMaps.Kinds) is not { } row) return null;
        if (row.Value is null) order.AddError("onderhoudSoort", Taken);
        return row.Value;
    }
}
