using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Embedded.Files;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Embedded;

/// <summary>The contract of the log of erasures, for a file, and what a disk does to it.</summary>
public sealed class Erasures_in_a_file : ErasureLogContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;
    private readonly FakeClock _clock = new(Given.Start);

    protected override IErasureLog Log => field ??= Again();

    private string Name => Path.Combine(_folder, "erasures", "erasures.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override IErasureLog Again() => FileErasureLog.Open(Path.Combine(_folder, "erasures"), _clock);

    // A folder stands where the file should.
    protected override IErasureLog Away()
    {
        var log = FileErasureLog.Open(Path.Combine(_folder, "away"), _clock);
        Directory.CreateDirectory(Path.Combine(_folder, "away", "erasures.jsonl"));
        return log;
    }

    private static Erasure Erasure(int order) => new(Given.Order(order), Given.Start, AuditActorKind.ManageKey);

    private Task<IReadOnlyList<Erasure>> ListAsync() => Again().ListAsync(DateTimeOffset.MinValue, CancellationToken.None).AsTask();

    [Fact]
    public async Task A_last_line_that_a_power_failure_tore_was_never_taken()
    {
        await Log.AppendAsync(Erasure(1), CancellationToken.None);
        await File.AppendAllTextAsync(Name, """{"orderId":"0a""");
        Assert.Equal([Erasure(1)], await ListAsync());
        await Log.AppendAsync(Erasure(2), CancellationToken.None);
        Assert.Equal([Erasure(1), Erasure(2)], await ListAsync());
    }

    [Fact]
    public async Task A_damaged_line_is_named_and_hides_nothing()
    {
        await Log.AppendAsync(Erasure(1), CancellationToken.None);
        await File.AppendAllTextAsync(Name, "{}\n");
        var error = await Assert.ThrowsAsync<StoreException>(async () => await Log.ListAsync(DateTimeOffset.MinValue, CancellationToken.None));
        Assert.Contains("Line 2 of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_backup_can_bring_back_any_more_is_forgotten_when_it_is_opened()
    {
        await Log.AppendAsync(Erasure(1), CancellationToken.None);
        _clock.Advance(Hub.Application.Retention.Erasure.Kept);
        Assert.Single(await ListAsync());
        await Log.AppendAsync(Erasure(2) with { At = _clock.GetUtcNow() }, CancellationToken.None);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Given.Order(2), Assert.Single(await ListAsync()).Order);
        Assert.Single(await File.ReadAllLinesAsync(Name));
    }
}
