using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace Hub.Formats.Csv;

/// <summary>A line of a CSV file that cannot be used.</summary>
/// <param name="Line">1 is the header.</param>
/// <param name="Problem">What was expected.</param>
public sealed record CsvFault(int Line, string Problem);
