using System.Text;
using Hub.Domain.Contracts;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Support;

/// <summary>Price lists as CSV files.</summary>
internal static class PriceFile
{
    public const string Header = "code;description;unit;price;coverage;from;to\n";

    public static (IReadOnlyList<PriceLine> Lines, IReadOnlyList<CsvReadError> Errors) Read(string csv) => PriceCsv.Read(Encoding.UTF8.GetBytes(csv));

    public static IReadOnlyList<PriceLine> Good(string csv)
    {
        var (lines, errors) = Read(csv);
        Assert.Empty(errors);
        return lines;
    }

    /// <summary>A file with these prices, one a line from line 2 on.</summary>
    public static string With(params IEnumerable<string> prices) => Header + string.Concat(prices.Select((p, i) => $"K-{i};Kraan;st;{p};EHP;;\n"));
}
