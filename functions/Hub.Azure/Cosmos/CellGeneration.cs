using System.Globalization;
using Hub.Application.Figures;

namespace Hub.Azure.Cosmos;

/// <summary>Which cells of the container <c>figures</c>: what orders add up to, or what deliveries do, in one generation.</summary>
/// <param name="Kind">Begins the names of its partitions and sums; nothing for orders, which were the first.</param>
/// <param name="Number">The generation.</param>
/// <param name="Levels">How many of the <see cref="CellLevels"/> there are.</param>
internal sealed record CellGeneration(string Kind, int Number, int Levels)
{
    /// <summary>What orders add up to.</summary>
    public static CellGeneration OfOrders(int number) => new("", number, CellLevels.Count);

    /// <summary>What deliveries add up to: they know neither area nor complex.</summary>
    public static CellGeneration OfDeliveries(int number) => new("d", number, 1);

    /// <summary>Begins the names of its partitions.</summary>
    public string Partitions => string.Create(CultureInfo.InvariantCulture, $"{Kind}{Number}/");

    /// <summary>Begins its <see cref="CellsDocument.Sums"/>. Those of earlier generations of the kind sort before it.</summary>
    public string Sums => $"{Kind}{Number.ToString("D6", CultureInfo.InvariantCulture)}";

    /// <summary>The <see cref="CellsDocument.Sums"/> of a month.</summary>
    public string SumsOf(int level, string month) => string.Create(CultureInfo.InvariantCulture, $"{Sums}/{level}/{month}");
}
