namespace Hub.Formats.Csv;

/// <summary>A line of a CSV file that could not be read.</summary>
/// <param name="Line">Its number in the file; 1 is the header.</param>
/// <param name="Expected">What was expected there, in a sentence.</param>
public sealed record CsvReadError(int Line, string Expected);
