namespace Hub.PowerBi.Tests.Model;

/// <summary>An expression of Power Query that tables share.</summary>
/// <param name="Name">Its name.</param>
/// <param name="M">Its text.</param>
/// <param name="Description">What it is for.</param>
internal sealed record Expression(string Name, string M, string Description);

/// <summary>The parameters and functions with which tables read the hub's feeds.</summary>
internal static class Expressions
{
    /// <summary>How many years the model holds.</summary>
    public const int Years = 6;

    /// <summary>Parameters first, then functions.</summary>
    public static readonly IReadOnlyList<Expression> All =
    [
        new("HubUrl", "\"https://hub.example.nl\" meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]",
            "Address of the hub, without a slash at its end. The reader's key is no parameter: it is the password of the data source's credential (Basic)."),
        new("RangeStart", "#datetime(2026, 1, 1, 0, 0, 0) meta [IsParameterQuery=true, Type=\"DateTime\", IsParameterQueryRequired=true]",
            "From when on rows are read (UTC). Power BI sets it for each partition of incremental refresh."),
        new("RangeEnd", "#datetime(2027, 1, 1, 0, 0, 0) meta [IsParameterQuery=true, Type=\"DateTime\", IsParameterQueryRequired=true]",
            "Until when rows are read (UTC), itself not counted."),
        new("Toegangslijst", "\"\" meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=false]",
            "Who sees which contractor in the role Aannemer: sign-in name = contractor id, with semicolons between them."),
        new("Feed", """
            (naam as text, vraag as record) as table =>
            let
                Antwoord = Web.Contents(HubUrl, [
                    RelativePath = "api/v1/feeds/" & naam,
                    Query = Record.Combine({vraag, [format = "csv"]}),
                    Timeout = #duration(0, 0, 30, 0)
                ]),
                Regels = Csv.Document(Antwoord, [Delimiter = ";", Encoding = TextEncoding.Utf8, QuoteStyle = QuoteStyle.Csv]),
                Tabel = Table.PromoteHeaders(Regels, [PromoteAllScalars = true])
            in
                Tabel
            """, "A feed of the hub: text, as it comes. What is asked for goes into the request, so that the hub filters; columns are the same without rows."),
        new("Tijdstip", "(moment as datetime) as text => DateTime.ToText(moment, [Format = \"yyyy-MM-ddTHH:mm:ss\", Culture = \"en-US\"]) & \"Z\"",
            "A moment (UTC) as the hub takes it in a query."),
        new("Tekst", """
            (tekst as nullable text) as nullable text =>
            if tekst = null or tekst = "" then null
            else if Text.StartsWith(tekst, "'") and List.Contains({"=", "+", "-", "@"}, Text.Middle(tekst, 1, 1)) then Text.Middle(tekst, 1)
            else tekst
            """, "A text of the feed, without the apostrophe that the hub puts before what a spreadsheet would take for a formula."),
        new("Getal", "(tekst as nullable text) as nullable number => if tekst = null or tekst = \"\" then null else Number.FromText(tekst, \"nl-NL\")",
            "A number with a decimal comma."),
        new("Geheel", "(tekst as nullable text) as nullable number => if tekst = null or tekst = \"\" then null else Int64.From(tekst, \"nl-NL\")",
            "A whole number."),
        new("JaNee", "(tekst as nullable text) as nullable logical => if tekst = null or tekst = \"\" then null else tekst = \"true\"", "Yes or no."),
        new("Dag", """
            (tekst as nullable text) as nullable date =>
            if tekst = null or tekst = "" then null else Date.FromText(tekst, [Format = "yyyy-MM-dd", Culture = "en-US"])
            """, "A day."),
        new("Moment", """
            (tekst as nullable text) as nullable datetime =>
            if tekst = null or tekst = "" then null
            else NaarNederland(DateTime.FromText(Text.Start(tekst, 19), [Format = "yyyy-MM-ddTHH:mm:ss", Culture = "en-US"]))
            """, "A moment of the feed (UTC) on a Dutch clock."),
        new("NaarNederland", """
            (utc as datetime) as datetime =>
            let
                LaatsteZondag = (maand as number) as date => Date.StartOfWeek(#date(Date.Year(utc), maand, 31), Day.Sunday),
                Zomer = utc >= LaatsteZondag(3) & #time(1, 0, 0) and utc < LaatsteZondag(10) & #time(1, 0, 0)
            in
                utc + #duration(0, if Zomer then 2 else 1, 0, 0)
            """, "A moment (UTC) on a Dutch clock: summer time from the last Sunday of March to that of October, at 1:00 UTC, as the law has it since 1996."),
        new("Peilmoment", """
            let
                Nu = DateTime.From(DateTimeZone.RemoveZone(DateTimeZone.SwitchZone(DateTimeZone.FixedUtcNow(), 0))),
                Minuut = #datetime(Date.Year(Nu), Date.Month(Nu), Date.Day(Nu), Time.Hour(Nu), Time.Minute(Nu), 0)
            in
                NaarNederland(Minuut)
            """, "The moment of this refresh on a Dutch clock, in whole minutes: the hub too counts what is late by the minute."),
        new("EersteMaand", $"Text.From(Date.Year(Peilmoment) - {Years - 1}) & \"-01\"", "The first month of the chain's averages."),
        new("LaatsteMaand", "Date.ToText(DateTime.Date(Peilmoment), [Format = \"yyyy-MM\", Culture = \"en-US\"])", "Their last month: the present one."),
        new("MetLabels", """
            (tabel as table, namen as list) as table =>
            List.Accumulate(namen, tabel, (tot, keuze) => Table.AddColumn(
                tot, keuze{0} & "Label",
                each if Record.Field(_, keuze{0}) = null then null else Record.FieldOrDefault(keuze{1}, Record.Field(_, keuze{0}), Record.Field(_, keuze{0})),
                type nullable text))
            """, "Adds to columns of choices what their values are called."),
        new("MetDagen", """
            (tabel as table, kolommen as list) as table =>
            List.Accumulate(kolommen, tabel, (tot, kolom) => Table.AddColumn(
                tot, kolom & "Day", each DateTime.Date(Record.Field(_, kolom)), type nullable date))
            """, "Adds to columns of moments their days."),
    ];
}
