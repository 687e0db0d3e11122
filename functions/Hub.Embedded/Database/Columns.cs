using System.Text;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>How the domain's values stand in columns.</summary>
internal static class Columns
{
    private const int UuidBytes = 16;

    /// <summary>A stream's key: the 16 bytes of its UUID, and behind them the letters of its kind where that is not <see cref="StreamId.Order"/>.</summary>
    public static PreparedStatement Bind(this PreparedStatement statement, StreamId stream)
    {
        if (stream.Kind is StreamId.Order) return statement.Bind(stream.Id);
        Span<byte> key = stackalloc byte[UuidBytes + StreamId.LongestKind];
        stream.Id.TryWriteBytes(key, bigEndian: true, out _);
        var length = Encoding.ASCII.GetBytes(stream.Kind, key[UuidBytes..]);
        return statement.Bind((ReadOnlySpan<byte>)key[..(UuidBytes + length)]);
    }

    /// <summary>The letters of the kind in a stream's key, as SQL; none where it is an order's.</summary>
    public static string KindOf(string column) => $"substr({column}, {UuidBytes + 1})";

    public static PreparedStatement Bind(this PreparedStatement statement, Guid id)
    {
        Span<byte> bytes = stackalloc byte[UuidBytes];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return statement.Bind((ReadOnlySpan<byte>)bytes);
    }

    public static PreparedStatement Bind(this PreparedStatement statement, DateTimeOffset at) => statement.Bind(at.UtcTicks);

    public static PreparedStatement Bind(this PreparedStatement statement, DateTimeOffset? at) => statement.Bind(at?.UtcTicks);

    public static Guid Guid(this PreparedStatement row, int column) => new(row.Bytes(column), bigEndian: true);

    public static StreamId Stream(this PreparedStatement row, int column)
    {
        var key = row.Bytes(column);
        return new StreamId(
            key.Length == UuidBytes ? StreamId.Order : Encoding.ASCII.GetString(key[UuidBytes..]), new Guid(key[..UuidBytes], bigEndian: true));
    }

    public static DateTimeOffset Time(this PreparedStatement row, int column) => new(row.Int64(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this PreparedStatement row, int column) => row.Int64OrNull(column) is { } ticks ? new(ticks, TimeSpan.Zero) : null;
}
