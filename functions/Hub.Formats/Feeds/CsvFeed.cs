using System.Globalization;
using System.Text;
using CsvHelper;
using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Formats.Feeds;

/// <summary>
/// Feeds as a Dutch spreadsheet opens them: UTF-8 with a byte order mark, semicolons, decimal commas, ISO dates, <c>true</c> and <c>false</c>. A text that a
/// spreadsheet would take for a formula has an apostrophe before it; numbers never do.
/// </summary>
public sealed class CsvFeed : IFeedFormat
{
    internal static readonly CsvWriterOptions Options = new() { Separator = ';', NewLine = "\r\n" };
    private static readonly CultureInfo Dutch = DecimalComma();

    /// <inheritdoc/>
    public string MediaType => "text/csv; charset=utf-8";

    /// <inheritdoc/>
    public string FileExtension => "csv";

    /// <inheritdoc/>
    public bool HasCursor => false;

    /// <inheritdoc/>
    public IFeedWriter<TRow> Writer<TRow>(Feed<TRow> feed) => new RowWriter<TRow>(feed);

    /// <summary>A text that no spreadsheet takes for a formula. https://owasp.org/www-community/attacks/CSV_Injection</summary>
    internal static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{text}" : text;

    /// <summary>A value as a spreadsheet reads it.</summary>
    internal static string TextOf(ColumnType type, ColumnValue value) => value switch
    {
        { Text: { } text } => Harmless(text),
        { Number: { } number } => FeedText.Of(type, number).ToString(Dutch),
        { Moment: { } moment } => FeedText.Of(moment),
        { Date: { } date } => date.ToString("O", CultureInfo.InvariantCulture),
        { Flag: { } flag } => flag ? "true" : "false",
        _ => "",
    };

    private static CultureInfo DecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }

    private sealed class RowWriter<TRow>(Feed<TRow> feed) : IFeedWriter<TRow>
    {
        private readonly string[] _values = new string[feed.Columns.Count];
        private CsvWriter? _to;

        private CsvWriter To => _to ?? throw new InvalidOperationException("It has not begun.");

        public ValueTask BeginAsync(Stream to)
        {
            to.Write(Encoding.UTF8.Preamble);
            _to = CsvWriter.Create(to, Options, leaveOpen: true);
            To.WriteRecord([.. feed.Columns.Select(c => c.Name)]);
            To.Flush();
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(IEnumerable<TRow> rows)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < _values.Length; i++) _values[i] = TextOf(feed.Columns[i].Type, feed.Columns[i].Read(row));
                To.WriteRecord(_values);
            }
            To.Flush();
            return ValueTask.CompletedTask;
        }

        public ValueTask EndAsync(string? cursor) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync()
        {
            _to?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
