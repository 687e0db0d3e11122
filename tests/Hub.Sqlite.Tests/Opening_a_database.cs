using Hub.Testing;

namespace Hub.Sqlite.Tests;

public sealed class Opening_a_database : IDisposable
{
    private const string First = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL)";
    private const string Second = "INSERT INTO thing (name) VALUES ('from the second migration')";

    private readonly TempFolder _folder = new();

    private string File => _folder.File("things.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_migration_runs_once()
    {
        SqliteDatabase.Open(File, [First]).Dispose();
        SqliteDatabase.Open(File, [First, Second]).Dispose();
        using var database = SqliteDatabase.Open(File, [First, Second]);

        Assert.Equal(1, Count(database));
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_file_as_it_was()
    {
        SqliteDatabase.Open(File, [First]).Dispose();
        Assert.Throws<SqliteStartException>(() => SqliteDatabase.Open(File, [First, Second + "; INSERT INTO nothing VALUES (1)"]));

        using var database = SqliteDatabase.Open(File, [First]);
        Assert.Equal(0, Count(database));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_rejected()
    {
        SqliteDatabase.Open(File, [First, Second]).Dispose();

        var error = Assert.Throws<SqliteStartException>(() => SqliteDatabase.Open(File, [First]));
        Assert.Contains("schema version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_ahead_log_that_is_missing_after_a_crash_stops_the_opening_with_what_to_do()
    {
        using var database = SqliteDatabase.Open(File, [First, Second]);
        using var crashed = _folder.AfterCrash();
        System.IO.File.Delete(crashed.File("things.db-wal"));

        var error = Assert.Throws<SqliteStartException>(() => SqliteDatabase.Open(crashed.File("things.db"), [First, Second]));

        Assert.Contains($"{crashed.File("things.db-wal")} is missing", error.Message, StringComparison.Ordinal);
        System.IO.File.Delete(crashed.File("things.db-open"));
        SqliteDatabase.Open(crashed.File("things.db"), [First, Second]).Dispose();
    }

    [Fact]
    public void After_a_crash_a_database_with_its_log_opens_with_all_that_was_written()
    {
        using var database = SqliteDatabase.Open(File, [First, Second]);
        using var crashed = _folder.AfterCrash();
        using var reopened = SqliteDatabase.Open(crashed.File("things.db"), [First, Second]);

        Assert.Equal(1, Count(reopened));
    }

    [Fact]
    public void A_database_that_was_closed_is_its_file_alone()
    {
        SqliteDatabase.Open(File, [First]).Dispose();

        Assert.Equal([File], Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("things.db")]
    [InlineData("things.db-wal")]
    public async Task A_file_that_was_removed_takes_no_more_writes(string name)
    {
        using var database = SqliteDatabase.Open(File, [First]);
        System.IO.File.Move(_folder.File(name), _folder.File("away"));

        var error = await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync(s => s[Second].Execute()));

        Assert.True(error.IsRemoved);
        Assert.Contains("put the files back", database.Explain(error), StringComparison.Ordinal);
        System.IO.File.Move(_folder.File("away"), _folder.File(name));
        Assert.Equal(1, await database.WriteAsync(s => s[Second].Execute()));
    }

    [Theory]
    [InlineData(28, DiskTrouble.Full)]
    [InlineData(122, DiskTrouble.Full)]
    [InlineData(30, DiskTrouble.ReadOnly)]
    [InlineData(5, DiskTrouble.Failing)]
    [InlineData(17, DiskTrouble.None)]
    public void An_error_of_the_operating_system_is_called_by_its_name(int errno, DiskTrouble trouble)
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal(trouble, DiskTroubles.Of(new IOException("It failed.", errno)));
        Assert.Equal(trouble is DiskTrouble.None, trouble.Words() is null);
    }

    [Fact]
    public void A_folder_is_asked_by_a_small_write_that_leaves_nothing()
    {
        Assert.Equal(DiskTrouble.None, DiskTroubles.Probe(_folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Equal(DiskTrouble.Missing, DiskTroubles.Probe(_folder.File("none")));
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_named_in_the_error()
    {
        System.IO.File.WriteAllText(File, new string('?', 8_192));

        AssertDamaged();
    }

    [Fact]
    public void A_truncated_file_is_named_in_the_error()
    {
        WriteManyThings();
        using (var file = System.IO.File.OpenWrite(File)) file.SetLength(file.Length / 2);

        AssertDamaged();
    }

    [Fact]
    public void A_file_with_overwritten_pages_is_named_in_the_error()
    {
        WriteManyThings();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4_096;
            file.Write(new byte[8_192]);
        }

        AssertDamaged();
    }

    [Fact]
    public void A_missing_folder_is_named_in_the_error()
    {
        var error = Assert.Throws<SqliteStartException>(() => SqliteDatabase.Open(_folder.File("nowhere/things.db"), [First]));
        Assert.Contains("nowhere/things.db", error.Message, StringComparison.Ordinal);
    }

    private static int Count(SqliteDatabase database) => database.Read(s =>
    {
        var row = s["SELECT count(*) FROM thing"];
        return row.Step() ? row.Int32(0) : -1;
    });

    private void WriteManyThings()
    {
        using var database = SqliteDatabase.Open(File, [First]);
        database.WriteAsync(s =>
        {
            for (var number = 0; number < 1_000; number++) s["INSERT INTO thing (name) VALUES (?)"].Bind(new string('n', 100)).Execute();
            return 0;
        }).GetAwaiter().GetResult();
    }

    private void AssertDamaged()
    {
        var error = Assert.Throws<SqliteStartException>(() => SqliteDatabase.Open(File, [First]));
        Assert.Contains($"The database {File} is damaged", error.Message, StringComparison.Ordinal);
    }
}
