namespace Hub.Testing.Vera;

/// <summary>
/// VERA's code lists that the hub uses, whole: <c>OhdCodes.csv</c>, a row a code. Also the codes that the hub has no use for are in
/// it, so that one that is missing in the hub's own tables is noticed.
/// </summary>
public static class OhdCodes
{
    /// <summary>One code of a list, with its Dutch name.</summary>
    public sealed record Row(string List, string Code, string Name);

    private static readonly Lazy<IReadOnlyList<Row>> Table = new(() => [.. EmbeddedTable.Rows("Vera/OhdCodes.csv").Select(r => new Row(r[0], r[1], r[2]))]);

    /// <summary>Every code of every list.</summary>
    public static IReadOnlyList<Row> All => Table.Value;
}
