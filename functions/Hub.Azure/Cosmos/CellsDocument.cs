using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Hub.Domain.Work;

namespace Hub.Azure.Cosmos;

/// <summary>A cell as a document of a group has it: month and contractor are the group's. Its names are short, for there are many.</summary>
internal sealed record StoredCell(
    [property: JsonPropertyName("f")] string Figure,
    [property: JsonPropertyName("r")] string? Contract,
    [property: JsonPropertyName("k")] OrderKind? Kind,
    [property: JsonPropertyName("u")] string? Urgency,
    [property: JsonPropertyName("a")] string? Area,
    [property: JsonPropertyName("c")] string? Complex,
    [property: JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Denominator,
    [property: JsonPropertyName("n"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Numerator,
    [property: JsonPropertyName("s"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Sum,
    [property: JsonPropertyName("v")] IReadOnlyList<long>? Values,
    [property: JsonPropertyName("o")] IReadOnlyList<long>? Due)
{
    public static StoredCell Of(Contribution c) => new(
        c.Key.Figure, c.Key.Contract, c.Key.Kind, c.Key.Urgency, c.Key.Area, c.Key.Complex, c.Cell.Denominator, c.Cell.Numerator, c.Cell.Sum,
        InTurn(c.Cell.Values), InTurn(c.Cell.Due));

    public Contribution In(YearMonth? month, string? contractor) => new(
        new CellKey(Figure, month, contractor, Contract, Area, Complex, Kind, Urgency),
        new Cell { Denominator = Denominator, Numerator = Numerator, Sum = Sum, Values = CountsOf(Values), Due = CountsOf(Due) });

    // Value and count in turn.
    private static long[]? InTurn(Counts counts) => counts == Counts.None ? null : [.. counts.Items.SelectMany(i => (long[])[i.Value, i.Count])];

    private static Counts CountsOf(IReadOnlyList<long>? inTurn) =>
        inTurn is null ? Counts.None : Counts.Of(inTurn.Chunk(2).Select(i => (i[0], i[1])));
}

/// <summary>
/// Cells in the partition of a group: what one order or delivery adds there, or the sum of all of them at a level, and below the first level of one area or
/// complex.
/// </summary>
/// <remarks>
/// The largest is a group's sum at the first level. Its counts grow with the distinct values and, of what is open, with the distinct minutes of deadlines:
/// with 10,000 open orders of one contractor in a month some 150 KB, of the 2 MB that a document and a batch may have.
/// </remarks>
internal sealed record CellsDocument : Document
{
    // Below, compression saves nothing.
    private const int Small = 1_024;

    /// <summary>The partition; see <see cref="CellGroup"/>.</summary>
    public required string Group { get; init; }

    /// <summary>Of an order: the revision of its fact since which it adds this.</summary>
    public long? Since { get; init; }

    /// <summary>Of a sum: generation, level and month, in this order; all by which sums of a time are found.</summary>
    public string? Sums { get; init; }

    public required string Month { get; init; }

    public string? Contractor { get; init; }

    /// <summary>Of a sum of one area.</summary>
    public string? Area { get; init; }

    /// <summary>Of a sum of one complex.</summary>
    public string? Complex { get; init; }

    /// <summary>The cells, sorted, where they are few; else <see cref="Packed"/>.</summary>
    public IReadOnlyList<StoredCell>? Few { get; init; }

    /// <summary>The cells as JSON that is compressed by gzip.</summary>
    public byte[]? Packed { get; init; }

    /// <summary>Id of what an order adds.</summary>
    public static string IdOf(string orderId) => $"o!{orderId}";

    /// <summary>Id of a sum.</summary>
    public static string IdOf(int level, CellKey at) => DocumentId.Of("s", level.ToString(CultureInfo.InvariantCulture), at.Area ?? "", at.Complex ?? "");

    /// <summary>What an order adds.</summary>
    public static CellsDocument OfOrder(string orderId, CellGroup group, CellGeneration generation, long since) =>
        new() { Id = IdOf(orderId), Group = group.PartitionIn(generation), Month = group.Month, Contractor = group.Contractor, Since = since };

    /// <summary>A sum, yet of nothing.</summary>
    public static CellsDocument OfSum(int level, CellKey at, CellGroup group, CellGeneration generation) => new()
    {
        Id = IdOf(level, at), Group = group.PartitionIn(generation), Month = group.Month, Contractor = group.Contractor,
        Sums = generation.SumsOf(level, group.Month), Area = at.Area, Complex = at.Complex,
    };

    /// <summary>The document with these cells. The same cells give the same document, whatever happened on the way to them.</summary>
    public CellsDocument With(IEnumerable<Contribution> cells)
    {
        IReadOnlyList<StoredCell> sorted =
        [
            .. cells.Select(StoredCell.Of).OrderBy(c => c.Figure, StringComparer.Ordinal).ThenBy(c => c.Contract, StringComparer.Ordinal)
                .ThenBy(c => c.Kind).ThenBy(c => c.Urgency, StringComparer.Ordinal).ThenBy(c => c.Area, StringComparer.Ordinal)
                .ThenBy(c => c.Complex, StringComparer.Ordinal),
        ];
        var json = JsonSerializer.SerializeToUtf8Bytes(sorted, CosmosJson.Default.IReadOnlyListStoredCell);
        return json.Length <= Small ? this with { Few = sorted, Packed = null } : this with { Few = null, Packed = Compressed(json) };
    }

    /// <summary>Its cells.</summary>
    public IEnumerable<Contribution> Cells()
    {
        YearMonth? month = YearMonth.TryParse(Month, out var read) ? read : null;
        return (Few ?? Unpacked()).Select(c => c.In(month, Contractor));
    }

    private IReadOnlyList<StoredCell> Unpacked()
    {
        if (Packed is null) return [];
        using var gzip = new GZipStream(new MemoryStream(Packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, CosmosJson.Default.IReadOnlyListStoredCell)!;
    }

    private static byte[] Compressed(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(json);
        return packed.ToArray();
    }
}
