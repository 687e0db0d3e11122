using Hub.Testing;

namespace Hub.Sqlite.Tests;

public sealed class Prepared_statements : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public Prepared_statements() => _database = SqliteDatabase.Open(_folder.File("values.db"), ["CREATE TABLE value (v)"]);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_read_that_takes_too_long_is_interrupted_and_the_next_one_works()
    {
        const string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        Assert.True(Assert.Throws<SqliteException>(() => _database.Read(s => s[endless].Step(), TimeSpan.FromMilliseconds(1))).IsInterrupted);
        Assert.Equal(7, _database.Read(s =>
        {
            var row = s["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT 7, max(i) FROM n"];
            row.Step();
            return row.Int64(0);
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("één kapotte kraan €")]
    [InlineData(null)]
    public async Task Text_comes_back_as_it_was(string? text)
    {
        Assert.Equal(text, await RoundTripAsync(s => s.Bind(text), s => s.TextOrNull(0)));
    }

    [Fact]
    public async Task Long_text_comes_back_as_it_was()
    {
        var text = string.Concat(Enumerable.Repeat("lekkage ", 100_000));
        Assert.Equal(text, await RoundTripAsync(s => s.Bind(text), s => s.Text(0)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 1, 255 })]
    public async Task Bytes_come_back_as_they_were(byte[] bytes)
    {
        Assert.Equal(bytes, await RoundTripAsync(s => s.Bind(bytes), s => s.IsNull(0) ? null : s.Blob(0)));
    }

    [Fact]
    public async Task Numbers_come_back_as_they_were()
    {
        Assert.Equal(long.MaxValue, await RoundTripAsync(s => s.Bind(long.MaxValue), s => s.Int64(0)));
        Assert.Equal(0.1, await RoundTripAsync(s => s.Bind(0.1), s => s.Double(0)));
        Assert.Null(await RoundTripAsync(s => s.Bind((long?)null), s => s.Int64OrNull(0)));
    }

    [Fact]
    public async Task A_missing_parameter_is_an_error()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _database.WriteAsync(s => s["INSERT INTO value (v) VALUES (?)"].Execute()).Soon());
    }

    [Fact]
    public async Task Unread_rows_do_not_keep_an_old_snapshot()
    {
        await WriteAsync(1);
        await WriteAsync(2);
        Assert.Equal(1, _database.Read(FirstValue));
        await _database.WriteAsync(s => s["DELETE FROM value WHERE v = 1"].Execute());

        Assert.Equal(2, _database.Read(FirstValue));
    }

    [Fact]
    public async Task Reading_sees_one_snapshot()
    {
        await WriteAsync(1);

        var seen = _database.Read(s =>
        {
            var before = FirstValue(s);
            Task.Run(() => _database.WriteAsync(w => w["UPDATE value SET v = 2"].Execute())).GetAwaiter().GetResult();
            return (before, FirstValue(s));
        });
        Assert.Equal((1, 1), seen);
    }

    [Fact]
    public void Reading_cannot_write()
    {
        Assert.Throws<SqliteException>(() => _database.Read(s => s["DELETE FROM value"].Execute()));
    }

    private static long FirstValue(PreparedStatements s)
    {
        var rows = s["SELECT v FROM value ORDER BY v"];
        return rows.Step() ? rows.Int64(0) : -1;
    }

    private Task<int> WriteAsync(long value) => _database.WriteAsync(s => s["INSERT INTO value (v) VALUES (?)"].Bind(value).Execute());

    private async Task<T> RoundTripAsync<T>(Func<PreparedStatement, PreparedStatement> bind, Func<PreparedStatement, T> read)
    {
        await _database.WriteAsync(s => s["DELETE FROM value"].Execute() + bind(s["INSERT INTO value (v) VALUES (?)"]).Execute());
        return _database.Read(s =>
        {
            var row = s["SELECT v FROM value"];
            Assert.True(row.Step());
            return read(row);
        });
    }
}
