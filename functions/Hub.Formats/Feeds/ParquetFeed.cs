using Hub.Application.Figures;
using Hub.Domain.Figures;
using Parquet;
using Parquet.Schema;

namespace Hub.Formats.Feeds;

/// <summary>
/// Feeds as Apache Parquet, for Fabric, Spark and data lakes: columns with types of their own. Moments are UTC to the microsecond, amounts and other numbers
/// exact decimals, whole numbers of 64 bits. https://parquet.apache.org/docs/file-format/
/// </summary>
public sealed class ParquetFeed : IFeedFormat
{
    // Rows that are kept back until a row group is written: small enough for constant memory, large enough for columns to be packed well.
    private const int RowsOfGroup = 5_000;
    private const int Precision = 18;
    private const int Cents = 2;
    private const int Decimals = 6;

    /// <inheritdoc/>
    public string MediaType => "application/vnd.apache.parquet";

    /// <inheritdoc/>
    public string FileExtension => "parquet";

    /// <inheritdoc/>
    public bool HasCursor => false;

    /// <inheritdoc/>
    public IFeedWriter<TRow> Writer<TRow>(Feed<TRow> feed) => new RowWriter<TRow>(feed);

    private static DataField FieldOf(Column column) => column.Type switch
    {
        ColumnType.Text => new DataField(column.Name, typeof(string), column.IsNullable),
        ColumnType.Integer => new DataField(column.Name, typeof(long), column.IsNullable),
        ColumnType.Money => new DecimalDataField(column.Name, Precision, Cents, isNullable: column.IsNullable),
        ColumnType.Decimal or ColumnType.Hours or ColumnType.Days => new DecimalDataField(column.Name, Precision, Decimals, isNullable: column.IsNullable),
        ColumnType.Moment => new DateTimeDataField(
            column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: column.IsNullable),
        ColumnType.Date => new DataField(column.Name, typeof(DateOnly), column.IsNullable),
        ColumnType.Flag => new DataField(column.Name, typeof(bool), column.IsNullable),
        _ => throw new InvalidOperationException($"The column type {column.Type} has no Parquet type."),
    };

    private static decimal? Rounded(decimal? number, int decimals) =>
        number is { } given ? decimal.Round(given, decimals, MidpointRounding.AwayFromZero) : null;

    private sealed class RowWriter<TRow>(Feed<TRow> feed) : IFeedWriter<TRow>
    {
        private readonly DataField[] _fields = [.. feed.Columns.Select(FieldOf)];
        private readonly List<TRow> _rows = [];
        private ParquetWriter? _to;

        public async ValueTask BeginAsync(Stream to) => _to = await ParquetWriter.CreateAsync(new ParquetSchema([.. _fields]), new AppendedStream(to));

        public async ValueTask WriteAsync(IEnumerable<TRow> rows)
        {
            foreach (var row in rows)
            {
                _rows.Add(row);
                if (_rows.Count == RowsOfGroup) await WriteGroupAsync();
            }
        }

        public async ValueTask EndAsync(string? cursor)
        {
            if (_rows.Count > 0) await WriteGroupAsync();
            await DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_to is { } writer) await writer.DisposeAsync();
            _to = null;
        }

        private async Task WriteGroupAsync()
        {
            using (var group = (_to ?? throw new InvalidOperationException("It has not begun.")).CreateRowGroup())
                for (var i = 0; i < _fields.Length; i++) await WriteAsync(group, _fields[i], feed.Columns[i]);
            _rows.Clear();
        }

        private Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column<TRow> column) => column.Type switch
        {
            ColumnType.Text => group.WriteAsync(field, [.. _rows.Select(r => column.Read(r).Text!)], null),
            ColumnType.Integer => WriteAsync(group, field, column, v => (long?)v.Number),
            ColumnType.Moment => WriteAsync(group, field, column, v => v.Moment?.UtcDateTime),
            ColumnType.Date => WriteAsync(group, field, column, v => v.Date),
            ColumnType.Flag => WriteAsync(group, field, column, v => v.Flag),
            // What has more decimals than the column would be cut off.
            ColumnType.Money => WriteAsync(group, field, column, v => Rounded(v.Number, Cents)),
            _ => WriteAsync(group, field, column, v => Rounded(v.Number, Decimals)),
        };

        private Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, Column<TRow> column, Func<ColumnValue, T?> read) where T : struct
        {
            var values = _rows.Select(r => read(column.Read(r)));
            return field.IsNullable
                ? group.WriteAsync<T>(field, (ReadOnlyMemory<T?>)values.ToArray())
                : group.WriteAsync<T>(field, (ReadOnlyMemory<T>)values.Select(v => v!.Value).ToArray());
        }
    }
}
