namespace Hub.PowerBi.Tests.Model;

/// <summary>A relationship: many rows of a table to one of a dimension. A filter goes from the dimension to the table, and never back.</summary>
/// <param name="From">The table.</param>
/// <param name="FromColumn">Its column.</param>
/// <param name="To">The dimension.</param>
/// <param name="ToColumn">Its key.</param>
internal sealed record Relationship(ModelTable From, ModelColumn FromColumn, ModelTable To, ModelColumn ToColumn);

/// <summary>
/// The star. There is one relationship between two tables, and it is active: USERELATIONSHIP does not go with row-level security, so a measure that counts by
/// another day than its table does goes by TREATAS. Between orders and their steps and appointments there is none: those of an order that went to another
/// contractor stay with the one who had it, whom the security of orders would hide them from.
/// </summary>
internal static class Relationships
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Relationship> All =
    [
        Of(FactTables.Orders, "placedAtDay", DayTable.Table, "datum"),
        Of(FactTables.Orders, "contractorId", Dimensions.Contractors, "[Aannemer-id]"),
        Of(FactTables.Orders, "contractKey", TermTables.Contracts, "contractNumber"),
        Of(FactTables.Orders, "area", Dimensions.Areas, "[Gebied]"),
        Of(FactTables.Orders, "complex", Dimensions.Complexes, "[Complex]"),
        Of(FactTables.Orders, "dwellingType", Dimensions.DwellingTypes, "[Woningtype]"),
        Of(FactTables.Orders, "kind", Dimensions.Kinds, "code"),
        Of(FactTables.Orders, "urgency", Dimensions.Urgencies, "[Urgentie]"),
        .. OfOrders(FactTables.Appointments, "windowUntilDay"),
        .. OfOrders(FactTables.Steps, "countedAtDay"),
        Of(FactTables.Photos, "orderId", FactTables.Orders, "orderId"),
        Of(FactTables.Deliveries, "createdAtDay", DayTable.Table, "datum"),
        Of(FactTables.Deliveries, "partnerId", Dimensions.Contractors, "[Aannemer-id]"),
        Of(TermTables.Targets, "contractorId", Dimensions.Contractors, "[Aannemer-id]"),
        Of(TermTables.Targets, "contractNumber", TermTables.Contracts, "contractNumber"),
        Of(TermTables.Targets, "kpi", Dimensions.Kpis, "sleutel"),
        Of(FactTables.Chain, "monthDay", DayTable.Table, "datum"),
        Of(FactTables.Chain, "contractorId", Dimensions.Contractors, "[Aannemer-id]"),
        Of(FactTables.Chain, "kpi", Dimensions.Kpis, "sleutel"),
    ];

    private static Relationship[] OfOrders(ModelTable table, string day) =>
    [
        Of(table, day, DayTable.Table, "datum"),
        Of(table, "contractorId", Dimensions.Contractors, "[Aannemer-id]"),
        Of(table, "contractKey", TermTables.Contracts, "contractNumber"),
        Of(table, "area", Dimensions.Areas, "[Gebied]"),
        Of(table, "complex", Dimensions.Complexes, "[Complex]"),
        Of(table, "orderKind", Dimensions.Kinds, "code"),
        Of(table, "urgency", Dimensions.Urgencies, "[Urgentie]"),
    ];

    private static Relationship Of(ModelTable from, string fromColumn, ModelTable to, string toColumn) =>
        new(from, from.ColumnOf(fromColumn), to, to.ColumnOf(toColumn));
}

/// <summary>Row-level security: what the role for contractors sees of each table.</summary>
internal static class Roles
{
    /// <summary>Name of the role.</summary>
    public const string Contractor = "Aannemer";

    private static readonly string Own =
        "SELECTCOLUMNS ( FILTER ( 'Toegang', 'Toegang'[Aanmeldnaam] = LOWER ( USERPRINCIPALNAME () ) ), \"Sleutel\", 'Toegang'[Aannemer-id] )";

    /// <summary>The tables that it filters, each with its condition. Who is not in the list sees no row; a row without a contractor is nobody's.</summary>
    public static readonly IReadOnlyList<(ModelTable Table, string Dax)> Permissions =
    [
        .. new (ModelTable Table, string Column)[]
        {
            (FactTables.Orders, "contractorId"), (FactTables.Appointments, "contractorId"), (FactTables.Steps, "contractorId"),
            (FactTables.Photos, "contractorId"), (FactTables.Deliveries, "partnerId"), (Dimensions.Contractors, "[Aannemer-id]"),
            (TermTables.Contracts, "contractorId"), (TermTables.Targets, "contractorId"), (FactTables.Chain, "contractorId"),
        }.Select(p => (p.Table, $"{p.Table.Reference(p.Column)} IN {Own}"
            + (p.Table == TermTables.Contracts ? $" || {p.Table.Reference("contractNumber")} = \"{TermTables.Without}\"" : ""))),
        (Dimensions.Viewers, "'Toegang'[Aanmeldnaam] = LOWER ( USERPRINCIPALNAME () )"),
    ];
}
