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
