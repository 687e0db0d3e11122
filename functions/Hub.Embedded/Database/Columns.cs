using Hub.Domain.Orders;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>How the domain's values stand in columns.</summary>
internal static class Columns
{
    public static PreparedStatement Bind(this PreparedStatement statement, OrderId id) => statement.Bind(id.Value);

    public static PreparedStatement Bind(this PreparedStatement statement, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return statement.Bind((ReadOnlySpan<byte>)bytes);
    }

    public static PreparedStatement Bind(this PreparedStatement statement, DateTimeOffset at) => statement.Bind(at.UtcTicks);

    public static PreparedStatement Bind(this PreparedStatement statement, DateTimeOffset? at) => statement.Bind(at?.UtcTicks);

    public static Guid Guid(this PreparedStatement row, int column) => new(row.Bytes(column), bigEndian: true);

    public static OrderId OrderId(this PreparedStatement row, int column) => new(row.Guid(column));

    public static DateTimeOffset Time(this PreparedStatement row, int column) => new(row.Int64(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this PreparedStatement row, int column) => row.Int64OrNull(column) is { } ticks ? new(ticks, TimeSpan.Zero) : null;
}
