using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Formats.Feeds;

/// <summary>Feeds as JSON: <c>{ "rows": [ … ], "cursor": … }</c>. Each row has every column; one that is empty is null.</summary>
public sealed class JsonFeed : IFeedFormat
{
    // For programs, and never put into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string MediaType => "application/json";

    /// <inheritdoc/>
    public string FileExtension => "json";

    /// <inheritdoc/>
    public bool HasCursor => true;

    /// <inheritdoc/>
    public IFeedWriter<TRow> Writer<TRow>(Feed<TRow> feed) => new RowWriter<TRow>(feed);

    private sealed class RowWriter<TRow>(Feed<TRow> feed) : IFeedWriter<TRow>
    {
        private readonly JsonEncodedText[] _names = [.. feed.Columns.Select(c => JsonEncodedText.Encode(c.Name))];
        private Utf8JsonWriter? _to;

        private Utf8JsonWriter To => _to ?? throw new InvalidOperationException("It has not begun.");

        public ValueTask BeginAsync(Stream to)
        {
            _to = new Utf8JsonWriter(to, Options);
            To.WriteStartObject();
            To.WriteStartArray("rows");
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteAsync(IEnumerable<TRow> rows)
        {
            foreach (var row in rows)
            {
                To.WriteStartObject();
                for (var i = 0; i < _names.Length; i++) Write(_names[i], feed.Columns[i].Type, feed.Columns[i].Read(row));
                To.WriteEndObject();
            }
            To.Flush();
            return ValueTask.CompletedTask;
        }

        public ValueTask EndAsync(string? cursor)
        {
            To.WriteEndArray();
            if (cursor is not null) To.WriteString("cursor", cursor);
            To.WriteEndObject();
            To.Flush();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => _to?.DisposeAsync() ?? ValueTask.CompletedTask;

        private void Write(JsonEncodedText name, ColumnType type, ColumnValue value)
        {
            if (value.Text is { } text) To.WriteString(name, text);
            else if (value.Number is { } number) To.WriteNumber(name, FeedText.Of(type, number));
            else if (value.Moment is { } moment) To.WriteString(name, FeedText.Of(moment));
            else if (value.Date is { } date) To.WriteString(name, date.ToString("O", CultureInfo.InvariantCulture));
            else if (value.Flag is { } flag) To.WriteBoolean(name, flag);
            else To.WriteNull(name);
        }
    }
}
