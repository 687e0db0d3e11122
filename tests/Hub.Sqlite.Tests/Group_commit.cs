using Hub.Testing;

namespace Hub.Sqlite.Tests;

public sealed class Group_commit : IDisposable
{
    private const string Schema = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)";
    private const string Insert = "INSERT INTO thing (name) VALUES (?)";

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public Group_commit() => _database = SqliteDatabase.Open(_folder.File("things.db"), [Schema]);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_failing_write_undoes_only_itself()
    {
        using var group = new HeldWriter(_database);
        var before = Add("before");
        var failing = _database.WriteAsync<int>(s =>
        {
            s[Insert].Bind("half").Execute();
            throw new InvalidOperationException("changed its mind");
        });
        var after = Add("after");
        group.Release();

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Soon());
        await Task.WhenAll(before, after).Soon();
        Assert.Equal(["after", "before"], Names());
    }

    [Fact]
    public async Task A_violated_constraint_undoes_the_whole_write()
    {
        await Add("there");
        var failing = _database.WriteAsync(s => s[Insert].Bind("first").Execute() + s[Insert].Bind("there").Execute());

        var error = await Assert.ThrowsAsync<SqliteException>(() => failing.Soon());
        Assert.True(error.IsDuplicate);
        Assert.Equal(["there"], Names());
    }

    [Fact]
    public async Task When_sqlite_ends_the_transaction_earlier_writes_fail_and_later_ones_are_stored()
    {
        using var group = new HeldWriter(_database);
        var before = Add("before");
        var ending = _database.WriteAsync(s => s["ROLLBACK"].Execute());
        var after = Add("after");
        group.Release();

        await Assert.ThrowsAsync<SqliteException>(() => before.Soon());
        await Assert.ThrowsAsync<SqliteException>(() => ending.Soon());
        await after.Soon();
        Assert.Equal(["after"], Names());
    }

    [Fact]
    public async Task A_full_disk_fails_the_callers_and_writing_works_again_when_there_is_space()
    {
        await LimitPagesAsync(8);
        var full = await Assert.ThrowsAsync<SqliteException>(() => Add(new string('x', 100_000)).Soon());
        Assert.True(full.IsFull);

        await LimitPagesAsync(10_000);
        await Add(new string('y', 100_000)).Soon();
        Assert.Equal([new string('y', 100_000)], Names());
    }

    [Fact]
    public async Task Commit_callbacks_run_in_the_order_of_the_writes()
    {
        List<long> told = [];
        await Task.WhenAll(Enumerable.Range(0, 2_500).Select(number =>
            _database.WriteAsync(
                s =>
                {
                    s[Insert].Bind("thing " + number).Execute();
                    return s.LastRowId;
                },
                told.Add))).Soon();

        Assert.Equal(Enumerable.Range(1, 2_500).Select(id => (long)id), told);
    }

    [Fact]
    public async Task A_completed_write_is_on_the_disk()
    {
        await Add("kept");

        using var found = _folder.AfterCrash();
        using var again = SqliteDatabase.Open(found.File("things.db"), [Schema]);
        Assert.Equal(["kept"], Names(again));
    }

    [Fact]
    public async Task A_queued_write_can_be_cancelled()
    {
        using var patience = new CancellationTokenSource();
        using var group = new HeldWriter(_database);
        var waiting = _database.WriteAsync(s => s[Insert].Bind("too late").Execute(), patience.Token);
        await patience.CancelAsync();
        group.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Stopping_commits_queued_writes()
    {
        using var group = new HeldWriter(_database);
        var waiting = Add("last");
        var stopped = _database.StopAsync();
        group.Release();

        await Task.WhenAll(waiting, stopped).Soon();
        Assert.Equal(["last"], Names());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Add("later"));
    }

    [Fact]
    public async Task Closing_fails_queued_writes()
    {
        using var group = new HeldWriter(_database);
        var waiting = Add("never");
        var closed = Task.Run(_database.Dispose);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
        group.Release();
        await closed.Soon();
    }

    private Task<int> Add(string name) => _database.WriteAsync(s => s[Insert].Bind(name).Execute());

    private Task<bool> LimitPagesAsync(long pages) => _database.WriteAsync(s => s[$"PRAGMA max_page_count={pages}"].Step());

    private List<string> Names() => Names(_database);

    private static List<string> Names(SqliteDatabase database) => database.Read(s =>
    {
        List<string> names = [];
        var rows = s["SELECT name FROM thing ORDER BY name"];
        while (rows.Step()) names.Add(rows.Text(0));
        return names;
    });

    /// <summary>Keeps the writer busy, so that what is asked meanwhile comes into one group.</summary>
    private sealed class HeldWriter : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();

        public HeldWriter(SqliteDatabase database)
        {
            using var taken = new ManualResetEventSlim();
            _ = database.WriteAsync(_ =>
            {
                taken.Set();
                _release.Wait(TimeSpan.FromSeconds(30));
                return 0;
            });
            taken.Wait(TimeSpan.FromSeconds(30));
        }

        public void Release() => _release.Set();

        public void Dispose() => _release.Set();
    }
}
