using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>The tables that are feeds of the hub.</summary>
internal static class FactTables
{
    private const string BetweenMoments = "[from = Tijdstip(RangeStart), to = Tijdstip(RangeEnd)]";

    private const string PlacedNote = " De hub geeft rijen naar het moment waarop de order is geplaatst.";

    // Costs count when they were settled, and of an order that is closed without any when it was closed.
    private static readonly MadeColumn CostAt = new(
        new("Kosten tellen op", "costAt", "dateTime", "Costs count at",
            "Moment waarop de kosten meetellen: kosten akkoord, of afgesloten als er geen kosten zijn vastgesteld.")
        { Format = "dd-mm-yyyy hh:nn", IsHidden = true },
        "if [settledAt] <> null then [settledAt] else [closedAt]", "type nullable datetime", row => row.Moment("settledAt") ?? row.Moment("closedAt"));

    // Waits and decisions count when they end, awards and visits when they are.
    private static readonly MadeColumn CountedAt = new(
        new("Telt op", "countedAt", "dateTime", "Counts at",
            "Moment waarop de stap meetelt: van wachten en besluiten het einde, van gunningen en bezoeken het begin.")
        { Format = "dd-mm-yyyy hh:nn", IsHidden = true },
        "if [kind] = \"Wait\" or [kind] = \"ExtraWorkDecision\" then [endedAt] else [beganAt]", "type nullable datetime",
        row => row.Text("kind") is "Wait" or "ExtraWorkDecision" ? row.Moment("endedAt") : row.Moment("beganAt"));

    // Security of contracts hides what belongs to none of one's own: an order without a contract belongs to a row for these, and to no blank.
    private static readonly MadeColumn ContractKey = new(
        new("Contract (sleutel)", "contractKey", "string", "Contract (key)", "Nummer van het contract, of de rij voor wat zonder contract is gegund.")
        { IsHidden = true },
        $"if [contractNumber] = null then \"{TermTables.Without}\" else [contractNumber]", "type text");

    private static readonly MadeColumn MonthStart = new(
        new("Maand (dag)", "monthDay", "dateTime", "Month (day)", "Eerste dag van de maand, voor de tabel Datum; leeg voor een stand van nu.")
        { Format = "dd-mm-yyyy", IsHidden = true },
        "if [month] = null then null else Date.FromText([month] & \"-01\", [Format = \"yyyy-MM-dd\", Culture = \"en-US\"])", "type nullable date",
        row => row.Text("month") is { } month ? DateTime.Parse($"{month}-01", System.Globalization.CultureInfo.InvariantCulture) : null);

    /// <summary>An order a row.</summary>
    public static readonly ModelTable Orders = Incremental(FeedTable.Of(
        "Order", "Order", "Eén rij per order, met alles waarmee cijfers rekenen." + PlacedNote, "facts", FeedColumn.Of(OrderFactColumns.All),
        ["placedAt", "respondBy", "completeBy", "completedAt", "inspectedAt", "samplePickedAt", "passedAt", "preInspectedAt", "settledAt",
            "temporarilyRestoredAt", "costAt"],
        BetweenMoments, ["kind"], [CostAt, ContractKey]), NewestChange);

    /// <summary>An appointment a row.</summary>
    public static readonly ModelTable Appointments = Incremental(FeedTable.Of(
        "Afspraak", "Appointment", "Eén rij per afspraak met een bewoner; een verzette afspraak is een rij naast de nieuwe." + PlacedNote, "appointments",
        FeedColumn.Of(AppointmentFactColumns.All), ["windowUntil"], BetweenMoments, made: [ContractKey]), NewestChange);

    /// <summary>An award, visit, decision or wait a row.</summary>
    public static readonly ModelTable Steps = Incremental(FeedTable.Of(
        "Stap", "Step", "Eén rij per gunning, bezoek, besluit over meerwerk of keer wachten." + PlacedNote, "steps", FeedColumn.Of(StepFactColumns.All),
        ["countedAt"], BetweenMoments, made: [CountedAt, ContractKey]), NewestChange);

    /// <summary>A photo a row.</summary>
    public static readonly ModelTable Photos = Incremental(FeedTable.Of(
        "Foto", "Photo", "Eén rij per foto, zonder de foto zelf." + PlacedNote, "photos",
        FeedColumn.Of(PhotoFactColumns.All), [], BetweenMoments), NewestChange);

    /// <summary>A message to a partner a row.</summary>
    public static readonly ModelTable Deliveries = Incremental(FeedTable.Of(
        "Aflevering", "Delivery", "Eén rij per bericht dat Ketenhub een partner moet brengen.", "deliveries", FeedColumn.Of(DeliveryFactColumns.All),
        ["createdAt"], BetweenMoments), StatesOfDeliveries);

    /// <summary>A figure of the chain a row.</summary>
    public static readonly ModelTable Chain = FeedTable.Of(
        "Ketengemiddelde", "Chain average",
        "Het cijfer van alle andere aannemers samen (minstens drie), per maand en per aannemer die ermee wordt vergeleken. Ketenhub rekent het uit: "
        + "er is geen rij van één ander in te zien.",
        "kpis", FeedColumn.Of(KpiRowColumns.All), [], "[from = EersteMaand, to = LaatsteMaand, by = \"month,contractor\"]", ["measure"], [MonthStart],
        // A sum of nothing is zero, and is no figure of the others.
        "[scope] = \"OtherContractors\" and [n] > 0");

    /// <summary>The feed that each of the tables is of.</summary>
    public static readonly IReadOnlyDictionary<string, ModelTable> ByFeed = new Dictionary<string, ModelTable>
    {
        ["facts"] = Orders, ["appointments"] = Appointments, ["steps"] = Steps, ["photos"] = Photos, ["deliveries"] = Deliveries, ["kpis"] = Chain,
        ["contracts"] = TermTables.Contracts, ["targets"] = TermTables.Targets,
    };

    /// <summary>Columns that the model makes of others, by their name.</summary>
    public static readonly IReadOnlyDictionary<string, MadeColumn> Made = new[] { CostAt, CountedAt, MonthStart, ContractKey }.ToDictionary(m => m.Column.Source);

    // Whether a month must be read again is told by the newest change in it, and since that is told to the second alone, by the sum of the versions. Deliveries have no such moment: how many stand how, and the newest of them, stand
    // for it.
    private const string StatesOfDeliveries = $$"""
        let
            Rijen = Feed("deliveries", {{BetweenMoments}}),
            Standen = Table.Group(Rijen, "state", {
                {"aantal", Table.RowCount}, {"laatst", each List.Max([doneAt])}, {"mislukt", each List.Sum(List.Transform([failures], Geheel))}
            }),
            Regels = List.Transform(Table.ToRows(Table.Sort(Standen, "state")), (rij) => Text.Combine(List.Transform(rij, Text.From), " "))
        in
            Text.Combine(Regels, ", ")
        """;

    private static ModelTable Incremental(ModelTable table, string polling) => table with { Source = table.Source with { Polling = polling } };

    private const string NewestChange = $$"""
        let
            Rijen = Feed("facts", {{BetweenMoments}}),
            Versies = List.Sum(List.Transform(Rijen[version], Geheel))
        in
            Text.Combine({List.Max(Rijen[changedAt]), Text.From(Versies)}, " ")
        """;
}
