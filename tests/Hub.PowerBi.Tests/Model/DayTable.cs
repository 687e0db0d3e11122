using System.Globalization;
using Hub.Domain.Calendar;

namespace Hub.PowerBi.Tests.Model;

/// <summary>The table of days, with the working days and holidays of the hub's own calendar.</summary>
internal static class DayTable
{
    /// <summary>The holidays that the model knows are those of these years; the table never goes beyond the last.</summary>
    public const int FirstYear = 2015;

    /// <summary>The last of them.</summary>
    public const int LastYear = 2050;

    /// <summary>Name of the column with the number of working days up to and with a day.</summary>
    public const string WorkingDayNumber = "Werkdagnummer";

    /// <summary>The table.</summary>
    public static readonly ModelTable Table = new(
        "Datum", "Date",
        "Kalender: één rij per dag. Feestdagen en werkdagen zijn die waarmee Ketenhub rekent; weken volgen ISO 8601.",
        [
            new("Datum", "datum", "dateTime", "Date", "De dag.") { IsKey = true, Format = "dd-mm-yyyy" },
            Whole("Jaar", "jaar", "Year", "Het jaar.") with { Format = "0" },
            Text("Kwartaal", "kwartaal", "Quarter", "Het kwartaal van het jaar: K1 tot en met K4."),
            Text("Jaar en kwartaal", "jaarKwartaal", "Year and quarter", "Jaar en kwartaal, zoals 2026 K1."),
            Whole("Maandnummer", "maandnummer", "Month number", "Nummer van de maand in het jaar.") with { IsHidden = true },
            Text("Maand", "maand", "Month", "Naam van de maand.") with { SortedBy = "Maandnummer" },
            Whole("Jaarmaandnummer", "jaarmaandnummer", "Year and month number", "Jaar en maand als getal, zoals 202603.")
                with { IsHidden = true, Format = "0" },
            Text("Jaar en maand", "jaarMaand", "Year and month", "Maand met het jaar erbij, zoals mrt 2026.") with { SortedBy = "Jaarmaandnummer" },
            Whole("ISO-jaar", "isoJaar", "ISO year", "Het jaar waar de ISO-week bij hoort.") with { Format = "0" },
            Whole("ISO-week", "isoWeek", "ISO week", "Nummer van de week volgens ISO 8601.") with { Format = "0" },
            Text("Jaar en week", "jaarWeek", "Year and week", "ISO-jaar en week, zoals 2026-W10."),
            Whole("Dagnummer van de week", "weekdagnummer", "Day number of the week", "Nummer van de dag in de week: 1 is maandag.") with { IsHidden = true },
            Text("Dag van de week", "weekdag", "Day of the week", "Naam van de dag.") with { SortedBy = "Dagnummer van de week" },
            Text("Feestdag", "feestdag", "Holiday", "Naam van de feestdag; leeg op andere dagen."),
            new("Werkdag", "werkdag", "boolean", "Working day", "Ja van maandag tot en met vrijdag, behalve op feestdagen."),
            Whole(WorkingDayNumber, "werkdagnummer", "Working day number", "Aantal werkdagen sinds het begin van de kalender, tot en met deze dag.")
                with { IsHidden = true },
        ],
        new TableSource(IsDax: false, Query()))
    {
        IsOfDays = true, Levels = ["Jaar", "Jaar en kwartaal", "Jaar en maand", "Datum"],
    };

    private static ModelColumn Whole(string name, string source, string english, string description) =>
        new(name, source, "int64", english, description) { Format = "#,0" };

    private static ModelColumn Text(string name, string source, string english, string description) => new(name, source, "string", english, description);

    private static string Query()
    {
        var rows = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).Select(year => "        " + string.Join(", ", DutchHolidays.NamedIn(year).Select(h =>
            string.Create(CultureInfo.InvariantCulture, $"{{#date({h.Day.Year}, {h.Day.Month}, {h.Day.Day}), \"{h.Name}\"}}"))));
        return $$"""
            let
                Feestdagen = Table.Buffer(#table(type table [dag = date, naam = text], {
            {{string.Join(",\n", rows)}}
                })),
                EersteDag = #date({{FirstYear}}, 1, 1),
                LaatsteDag = #date(List.Min({Date.Year(DateTime.Date(Peilmoment)) + 1, {{LastYear}}}), 12, 31),
                Dagen = List.Dates(EersteDag, Duration.Days(LaatsteDag - EersteDag) + 1, #duration(1, 0, 0, 0)),
                Maanden = {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
                Kort = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
                Weekdagen = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
                Donderdag = (dag as date) as date => Date.AddDays(Date.StartOfWeek(dag, Day.Monday), 3),
                Week = (dag as date) as number => Number.IntegerDivide(Date.DayOfYear(Donderdag(dag)) - 1, 7) + 1,
                Rij = (dag as date, naam as nullable text) as record => [
                    datum = dag,
                    jaar = Date.Year(dag),
                    kwartaal = "K" & Text.From(Date.QuarterOfYear(dag)),
                    jaarKwartaal = Text.From(Date.Year(dag)) & " K" & Text.From(Date.QuarterOfYear(dag)),
                    maandnummer = Date.Month(dag),
                    maand = Maanden{Date.Month(dag) - 1},
                    jaarmaandnummer = Date.Year(dag) * 100 + Date.Month(dag),
                    jaarMaand = Kort{Date.Month(dag) - 1} & " " & Text.From(Date.Year(dag)),
                    isoJaar = Date.Year(Donderdag(dag)),
                    isoWeek = Week(dag),
                    jaarWeek = Text.From(Date.Year(Donderdag(dag))) & "-W" & Text.PadStart(Text.From(Week(dag)), 2, "0"),
                    weekdagnummer = Date.DayOfWeek(dag, Day.Monday) + 1,
                    weekdag = Weekdagen{Date.DayOfWeek(dag, Day.Monday)},
                    feestdag = naam,
                    werkdag = Date.DayOfWeek(dag, Day.Monday) < 5 and naam = null
                ],
                Zonder = Table.FromList(Dagen, Splitter.SplitByNothing(), {"dag"}),
                Samen = Table.NestedJoin(Zonder, {"dag"}, Feestdagen, {"dag"}, "feest", JoinKind.LeftOuter),
                Met = Table.Sort(Table.ExpandTableColumn(Samen, "feest", {"naam"}), "dag"),
                Rijen = List.Buffer(Table.TransformRows(Met, each Rij([dag], [naam]))),
                Aantal = List.Count(Rijen),
                Telt = (plaats as number) as number => if plaats < Aantal and Rijen{plaats}[werkdag] then 1 else 0,
                Nummers = List.Generate(
                    () => [plaats = 0, nummer = Telt(0)], each [plaats] < Aantal,
                    each [plaats = [plaats] + 1, nummer = [nummer] + Telt([plaats] + 1)], each [nummer]),
                Genummerd = List.Transform(List.Zip({Rijen, Nummers}), each Record.AddField(_{0}, "werkdagnummer", _{1})),
                Tabel = Table.FromRecords(Genummerd, type table [
                    datum = date, jaar = Int64.Type, kwartaal = text, jaarKwartaal = text, maandnummer = Int64.Type, maand = text, jaarmaandnummer = Int64.Type,
                    jaarMaand = text, isoJaar = Int64.Type, isoWeek = Int64.Type, jaarWeek = text, weekdagnummer = Int64.Type, weekdag = text,
                    feestdag = nullable text, werkdag = logical, werkdagnummer = Int64.Type])
            in
                Tabel
            """;
    }
}
