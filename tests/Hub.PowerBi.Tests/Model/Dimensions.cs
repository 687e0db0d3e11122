using Hub.Domain.Figures;
using Hub.Domain.Work;

namespace Hub.PowerBi.Tests.Model;

/// <summary>
/// The dimensions by which facts are sliced. Those whose values only facts know are tables of DAX over these; a value that no register has any more still has a
/// row, so that nothing counts under a blank.
/// </summary>
internal static class Dimensions
{
    /// <summary>Contractors and other partners.</summary>
    public static readonly ModelTable Contractors = new(
        "Aannemer", "Contractor", "Eén rij per aannemer. Ook andere partners met wie Ketenhub berichten uitwisselt, staan erin.",
        [
            new("Aannemer-id", "[Aannemer-id]", "string", "Contractor id", "Sleutel van de aannemer in Ketenhub.") { IsKey = true, IsHidden = true },
            new("Aannemer", "[Aannemer]", "string", "Contractor", "Naam van de aannemer volgens zijn contract; zonder contract zijn sleutel."),
        ],
        new TableSource(IsDax: true, $"""
            VAR Sleutels = {UnionOf("Sleutel", (FactTables.Orders, "contractorId"), (FactTables.Appointments, "contractorId"),
                (FactTables.Steps, "contractorId"), (FactTables.Deliveries, "partnerId"), (TermTables.Contracts, "contractorId"),
                (FactTables.Chain, "contractorId"))}
            VAR Namen =
                ADDCOLUMNS (
                    Sleutels,
                    "Naam", MAXX (
                        FILTER ( 'Contract', {TermTables.Contracts.Reference("contractorId")} = [Sleutel] ),
                        {TermTables.Contracts.Reference("contractorName")}
                    )
                )
            RETURN SELECTCOLUMNS ( Namen, "Aannemer-id", [Sleutel], "Aannemer", COALESCE ( [Naam], [Sleutel] ) )
            """));

    /// <summary>Areas.</summary>
    public static readonly ModelTable Areas = OfFacts("Gebied", "Area", "Eén rij per gebied.", "Gebied van de woning.", "area", Sliced);

    /// <summary>Complexes.</summary>
    public static readonly ModelTable Complexes = OfFacts("Complex", "Complex", "Eén rij per complex.", "Complex van de woning.", "complex", Sliced);

    /// <summary>Urgencies.</summary>
    public static readonly ModelTable Urgencies = OfFacts(
        "Urgentie", "Urgency", "Eén rij per urgentie, in de woorden van contracten en orders.", "Urgentie van de order.", "urgency", Sliced);

    /// <summary>Types of dwellings.</summary>
    public static readonly ModelTable DwellingTypes = OfFacts(
        "Woningtype", "Dwelling type", "Eén rij per soort woning, in de woorden van de corporatie.", "Soort woning.", "dwellingType", [FactTables.Orders]);

    /// <summary>Kinds of orders.</summary>
    public static readonly ModelTable Kinds = new(
        "Soort", "Kind of order", "Eén rij per soort order.",
        [
            new("Soort (code)", "code", "string", "Kind (code)", "Het soort order zoals Ketenhub het schrijft.") { IsKey = true, IsHidden = true },
            new("Soort", "naam", "string", "Kind of order", "Het soort order."),
        ],
        new TableSource(IsDax: false, Rows(FactLabels.Of<OrderKind>().Select(l => (string[])[l.Key, l.Value]), "code", "naam")));

    /// <summary>Figures.</summary>
    public static readonly ModelTable Kpis = new(
        "KPI", "KPI", "Eén rij per cijfer: wat het betekent en hoe het wordt berekend. Dezelfde tekst staat bij de cijfers in Ketenhub.",
        [
            new("KPI-sleutel", "sleutel", "string", "KPI key", "Sleutel van het cijfer in Ketenhub.") { IsKey = true, IsHidden = true },
            new("KPI", "naam", "string", "KPI", "Naam van het cijfer."),
            new("Uitleg", "uitleg", "string", "Explanation", "Wat het cijfer vertelt."),
            new("Berekening", "berekening", "string", "Formula", "Hoe het wordt berekend, met wat wel en niet telt."),
            new("Telt in", "telt", "string", "Counts in", "In welke maand iets meetelt."),
            new("Richting", "richting", "string", "Direction", "Of meer of minder beter is."),
            new("Voorbeeld", "voorbeeld", "string", "Example", "Een uitgewerkt voorbeeld."),
        ],
        new TableSource(IsDax: false, Rows(
            Domain.Figures.Kpis.Definitions.Select(d => (string[])
                [d.Key, d.Name, d.Explanation, d.Formula, d.CountsIn, DirectionOf(d.Direction), d.Example.Text]),
            "sleutel", "naam", "uitleg", "berekening", "telt", "richting", "voorbeeld")));

    /// <summary>When the data were refreshed: one row.</summary>
    public static readonly ModelTable Refreshes = new(
        "Verversing", "Refresh", "Eén rij: het moment waarop de gegevens zijn ververst. Wat nu openstaat of te laat is, geldt op dat moment.",
        [
            new("Peilmoment", "moment", "dateTime", "As of", "Moment van de verversing, Nederlandse tijd.") { Format = "dd-mm-yyyy hh:nn", IsHidden = true },
        ],
        new TableSource(IsDax: false, "#table(type table [moment = datetime], {{Peilmoment}})")) { IsHidden = true };

    /// <summary>Who sees which contractor.</summary>
    public static readonly ModelTable Viewers = new(
        "Toegang", "Access", "Wie met de rol Aannemer welke aannemer ziet: één rij per aanmeldnaam en aannemer. Komt uit de parameter Toegangslijst.",
        [
            new("Aanmeldnaam", "aanmeldnaam", "string", "Sign-in name", "De naam waarmee iemand zich bij Power BI aanmeldt, in kleine letters.")
            { IsHidden = true },
            new("Aannemer-id", "aannemer", "string", "Contractor id", "Sleutel van de aannemer in Ketenhub.") { IsHidden = true },
        ],
        new TableSource(IsDax: false, """
            let
                Regels = List.Select(Text.Split(Toegangslijst, ";"), each Text.Contains(_, "=")),
                Rij = (regel as text) as list => {
                    Text.Lower(Text.Trim(Text.BeforeDelimiter(regel, "=", {0, RelativePosition.FromEnd}))),
                    Text.Trim(Text.AfterDelimiter(regel, "=", {0, RelativePosition.FromEnd}))
                },
                Rijen = List.Select(List.Transform(Regels, Rij), each _{0} <> "" and _{1} <> "")
            in
                #table(type table [aanmeldnaam = text, aannemer = text], Rijen)
            """)) { IsHidden = true };

    private static ModelTable[] Sliced => [FactTables.Orders, FactTables.Appointments, FactTables.Steps];

    private static ModelTable OfFacts(string name, string english, string description, string meaning, string column, ModelTable[] facts) => new(
        name, english, description,
        [new(name, $"[{name}]", "string", english, meaning) { IsKey = true }],
        new TableSource(IsDax: true, UnionOf(name, [.. facts.Select(f => (f, column))])));

    // DISTINCT and not VALUES: the latter has a row for what has no match, so that table and relationship would each wait for the other.
    private static string UnionOf(string name, params (ModelTable Table, string Column)[] columns)
    {
        var each = columns.Select(c => $"SELECTCOLUMNS ( DISTINCT ( {c.Table.Reference(c.Column)} ), \"{name}\", {c.Table.Reference(c.Column)} )").ToList();
        var all = each is [var one] ? one : $"DISTINCT ( UNION ( {string.Join(", ", each)} ) )";
        return $"FILTER ( {all}, NOT ISBLANK ( [{name}] ) )";
    }

    private static string DirectionOf(KpiDirection direction) => direction switch
    {
        KpiDirection.HigherIsBetter => "Hoger is beter",
        KpiDirection.LowerIsBetter => "Lager is beter",
        _ => "Beschrijft, en oordeelt niet",
    };

    private static string Rows(IEnumerable<string[]> rows, params string[] columns) =>
        $"#table(type table [{string.Join(", ", columns.Select(c => $"{c} = text"))}], {{\n"
        + string.Join(",\n", rows.Select(r => $"    {{{string.Join(", ", r.Select(Quoted))}}}")) + "\n})";

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
