using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>Measures that say what figures are read with, and what stands beside them.</summary>
internal static class SupportMeasures
{
    private const string Folder = "Algemeen";

    // The contracts in force on the day of the refresh: of the contractors that are chosen, and by the contracts' own filter.
    private static readonly string InForce = $"""
        {MeasureDax.MomentOfRefresh.TrimEnd()}
        {MeasureDax.Today.TrimEnd()}
        VAR Geldig =
            FILTER (
                CALCULATETABLE ( 'Contract', TREATAS ( VALUES ( 'Aannemer'[Aannemer-id] ), {Terms("contractorId")} ) ),
                NOT ISBLANK ( {Terms("validFrom")} ) && {Terms("validFrom")} <= Vandaag
                    && ( ISBLANK ( {Terms("validTo")} ) || {Terms("validTo")} >= Vandaag )
            )
        """ + "\n";

    // Dwellings are known of whole contracts alone.
    private static readonly string[] Within = ["Gebied", "Complex", "Soort", "Urgentie", "Woningtype"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Measure> All =
    [
        new("Ververst op", "MAX ( 'Verversing'[Peilmoment] )", "dd-mm-yyyy hh:nn", Folder,
            "Moment waarop de gegevens zijn ververst, Nederlandse tijd. Wat nu openstaat of te laat is, geldt op dat moment.", "Refreshed at",
            "When the data were refreshed, on a Dutch clock. What is open or late now is so at that moment."),
        new(MeasureDax.Minimum, $"{InForce}RETURN COALESCE ( MAXX ( Geldig, {Terms("minimumCount")} ), 5 )", Formats.Whole, Folder,
            "Een aandeel, gemiddelde of mediaan over minder dan dit aantal wordt niet getoond: het hoogste van de contracten die nu gelden, "
                + "en 5 als er geen is.",
            "Minimum count", "A share, mean or median of fewer is not shown: the most that the contracts in force ask, and 5 without any."),
        new(MeasureDax.Dwellings,
            $"{InForce}VAR Binnen = {string.Join(" || ", Within.Select(d => $"ISFILTERED ( '{d}' )"))}\n"
            + $"VAR Onbekend = COUNTROWS ( FILTER ( Geldig, ISBLANK ( {Terms("dwellings")} ) ) )\n"
            + $"RETURN IF ( NOT Binnen && ISBLANK ( Onbekend ), SUMX ( Geldig, {Terms("dwellings")} ) )",
            Formats.Whole, Folder,
            "Aantal woningen in de contracten die nu gelden; leeg als een contract het niet zegt, en binnen een gebied, complex, soort, urgentie "
                + "of woningtype.",
            "Dwellings in contract", "Dwellings of the contracts in force; blank where one does not say, and within an area, complex, kind, urgency or type."),
        new("Orders", "COUNTROWS ( 'Order' )", Formats.Whole, Folder, "Aantal orders, naar de dag van plaatsing.", "Orders",
            "Number of orders, by the day of placing."),
        new("Afspraken van de order", Beside(FactTables.Appointments), Formats.Whole, Folder,
            "Aantal afspraken van de gekozen orders, ook die van een eerdere aannemer voor zover die te zien zijn.", "Appointments of the order",
            "Number of appointments of the chosen orders."),
        new("Stappen van de order", Beside(FactTables.Steps), Formats.Whole, Folder,
            "Aantal stappen van de gekozen orders: gunningen, bezoeken, besluiten en keren wachten.", "Steps of the order",
            "Number of steps of the chosen orders."),
        new("Foto's", "COUNTROWS ( FILTER ( 'Foto', ISBLANK ( " + FactTables.Photos.Reference("deletedAt") + " ) ) )", Formats.Whole, Folder,
            "Aantal foto's dat er nog is.", "Photos", "Number of photos that are still there."),
        new("Afleveringen", "COUNTROWS ( 'Aflevering' )", Formats.Whole, Folder, "Aantal berichten, naar de dag van klaarzetten.", "Deliveries",
            "Number of deliveries, by the day of enqueuing."),
    ];

    /// <summary>What the contracts in force ask of a figure.</summary>
    public static string Target(KpiDefinition definition)
    {
        var norm = FactTables.ByFeed["targets"];
        return $"""
            {MeasureDax.MomentOfRefresh.TrimEnd()}
            {MeasureDax.Today.TrimEnd()}
            VAR Normen =
                DISTINCT (
                    SELECTCOLUMNS (
                        FILTER (
                            'Norm',
                            {norm.Reference("kpi")} = "{definition.Key}" && {norm.Reference("validFrom")} <= Vandaag
                                && ( ISBLANK ( {norm.Reference("validTo")} ) || {norm.Reference("validTo")} >= Vandaag )
                        ),
                        "Norm", {norm.Reference("target")}
                    )
                )
            RETURN IF ( COUNTROWS ( Normen ) = 1, MAXX ( Normen, [Norm] ) )
            """;
    }

    /// <summary>What the other contractors of one do, as the hub added it up; months are put together by how many counted in each.</summary>
    public static string Chain(KpiDefinition definition)
    {
        var chain = FactTables.Chain;
        var (value, n) = (chain.Reference("value"), chain.Reference("n"));
        var rows = $"FILTER ( {DaxText.Table(chain.Name)}, {chain.Reference("measure")} = \"{definition.Main.Key}\" && NOT ISBLANK ( {value} ) )";
        if (definition.IsOfNow) rows = $"CALCULATETABLE ( {rows}, REMOVEFILTERS ( 'Datum' ) )";
        var several = definition.Main.Method is KpiMethod.Share or KpiMethod.Mean
            ? $", ROUND ( DIVIDE ( SUMX ( Rijen, {value} * {n} ), SUMX ( Rijen, {n} ) ), {(definition.Main.Method is KpiMethod.Share ? 4 : 2)} )"
            : definition.Main.Method is KpiMethod.Sum ? $", SUMX ( Rijen, {value} )" : "";
        return $"""
            VAR Rijen = {rows}
            VAR Aannemers = COUNTROWS ( DISTINCT ( SELECTCOLUMNS ( Rijen, "Aannemer", {chain.Reference("contractorId")} ) ) )
            RETURN IF ( Aannemers = 1, IF ( COUNTROWS ( Rijen ) = 1, MAXX ( Rijen, {value} ){several} ) )
            """;
    }

    /// <summary>Whether a figure meets its target: 1 or 0, which the format words.</summary>
    public static string Verdict(KpiDefinition definition)
    {
        var sign = definition.Direction is KpiDirection.HigherIsBetter ? ">=" : "<=";
        return $"""
            VAR Waarde = {ValueOf(definition)}
            VAR Norm = {DaxText.Measure(Measures.TargetOf(definition))}
            RETURN IF ( NOT ISBLANK ( Waarde ) && NOT ISBLANK ( Norm ), IF ( Waarde {sign} Norm, 1, 0 ) )
            """;
    }

    /// <summary>
    /// How a figure compares with that of as many whole months before: 1 better, 0 the same, -1 worse, which the format words. With months in which nothing
    /// counted it does not.
    /// </summary>
    public static string Trend(KpiDefinition definition)
    {
        var better = definition.Direction is KpiDirection.HigherIsBetter ? ">" : "<";
        var value = ValueOf(definition);
        return $"""
            {MeasureDax.MomentOfRefresh.TrimEnd()}
            {MeasureDax.Today.TrimEnd()}
            VAR Van = EOMONTH ( MIN ( 'Datum'[Datum] ), -1 ) + 1
            VAR Tot = EOMONTH ( MIN ( MAX ( 'Datum'[Datum] ), Vandaag ), 0 )
            VAR Maanden = DATEDIFF ( Van, Tot, MONTH ) + 1
            VAR Waarde = CALCULATE ( {value}, REMOVEFILTERS ( 'Datum' ), DATESBETWEEN ( 'Datum'[Datum], Van, Tot ) )
            VAR Eerder = CALCULATE ( {DaxText.Measure(definition.Main.Name)}, REMOVEFILTERS ( 'Datum' ), DATESBETWEEN ( 'Datum'[Datum], EDATE ( Van, - Maanden ), Van - 1 ) )
            RETURN IF ( NOT ISBLANK ( Waarde ) && NOT ISBLANK ( Eerder ), SWITCH ( TRUE (), Waarde = Eerder, 0, Waarde {better} Eerder, 1, -1 ) )
            """;
    }

    // Nothing spent is zero where it is judged, also where a report shows nothing.
    private static string ValueOf(KpiDefinition definition) =>
        DaxText.Measure(definition.Main.Name) + (definition.Main.Method is KpiMethod.Sum ? " + 0" : "");

    private static string Terms(string column) => TermTables.Contracts.Reference(column);

    // No relationship joins orders with what happened to them (see the star): the ids of the chosen orders do.
    private static string Beside(ModelTable table) =>
        $"CALCULATE ( COUNTROWS ( {DaxText.Table(table.Name)} ), "
        + $"TREATAS ( VALUES ( {FactTables.Orders.Reference("orderId")} ), {table.Reference("orderId")} ) )";
}
