using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Domain.Orders;

namespace Hub.Embedded.Files;

/// <summary>
/// Erasures on request as lines of JSON in <c>erasures.jsonl</c>, in a folder of its own: whoever puts back a backup of the database leaves this file as it is.
/// A line is flushed to the disk before its erasure begins. A last line that a power failure tore was never taken, and is cut off.
/// </summary>
public sealed class FileErasureLog : IErasureLog
{
    private const byte NewLine = (byte)'\n';

    private readonly Lock _lock = new();
    private readonly string _folder;

    private FileErasureLog(string folder) => _folder = folder;

    private string Name => Path.Combine(_folder, "erasures.jsonl");

    /// <summary>Opens the log, and forgets what is older than <see cref="Erasure.Kept"/>.</summary>
    /// <param name="folder">Its folder; made where it is missing.</param>
    /// <param name="clock">Tells what is old.</param>
    /// <exception cref="StoreException">The folder or the file cannot be used; the message says why.</exception>
    public static FileErasureLog Open(string folder, TimeProvider clock)
    {
        var log = new FileErasureLog(folder);
        log.OnDisk(() =>
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            log.Forget(clock.GetUtcNow() - Erasure.Kept);
            return true;
        });
        return log;
    }

    /// <inheritdoc/>
    public Task AppendAsync(Erasure erasure, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        OnDisk(() =>
        {
            var isNew = !File.Exists(Name);
            using var file = new FileStream(Name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // What a full disk left of an earlier line would spoil this one.
            file.SetLength(WholeLines(file));
            file.Seek(0, SeekOrigin.End);
            file.Write(LineOf(erasure));
            file.Flush(flushToDisk: true);
            if (isNew) DurableFolder.Flush(_folder);
            return true;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Erasure>> ListAsync(DateTimeOffset from, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<Erasure>>(OnDisk<List<Erasure>>(() => [.. Read().Where(e => e.At >= from).Distinct().OrderBy(e => e.At)]));
    }

    private void Forget(DateTimeOffset before)
    {
        var all = Read();
        var kept = all.Where(e => e.At >= before).ToList();
        if (kept.Count == all.Count) return;
        var rewritten = $"{Name}.new";
        using (var file = new FileStream(rewritten, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            foreach (var erasure in kept) file.Write(LineOf(erasure));
            file.Flush(flushToDisk: true);
        }
        File.Move(rewritten, Name, overwrite: true);
        DurableFolder.Flush(_folder);
    }

    private List<Erasure> Read()
    {
        // Not what is something else than a file: that is no empty log.
        if (!Path.Exists(Name)) return [];
        var bytes = File.ReadAllBytes(Name).AsSpan();
        var found = new List<Erasure>();
        for (var end = bytes.IndexOf(NewLine); end >= 0; end = bytes.IndexOf(NewLine))
        {
            found.Add(ErasureOf(bytes[..end], found.Count + 1));
            bytes = bytes[(end + 1)..];
        }
        return found;
    }

    private Erasure ErasureOf(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(line, ErasureJson.Default.ErasureLine) ?? throw new JsonException("It is null.");
            return new Erasure(new OrderId(entry.OrderId), entry.At, entry.Actor);
        }
        catch (JsonException e)
        {
            throw new StoreException($"Line {number} of {Name} is damaged: put the file back from a backup, or take the line out if it cannot be read.", e);
        }
    }

    private static byte[] LineOf(Erasure erasure)
    {
        var line = new ErasureLine(erasure.Order.Value, erasure.At.ToUniversalTime(), erasure.Actor);
        return [.. JsonSerializer.SerializeToUtf8Bytes(line, ErasureJson.Default.ErasureLine), NewLine];
    }

    // Bytes up to and with the last end of a line.
    private static long WholeLines(FileStream file)
    {
        for (var at = file.Length; at > 0; at--)
        {
            file.Seek(at - 1, SeekOrigin.Begin);
            if (file.ReadByte() == NewLine) return at;
        }
        return 0;
    }

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            lock (_lock) return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The log of erasures on request, {Name}, cannot be used: {e.Message}", e);
        }
    }
}

internal sealed record ErasureLine(
    [property: JsonRequired] Guid OrderId, [property: JsonRequired] DateTimeOffset At, [property: JsonRequired] AuditActorKind Actor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErasureLine))]
internal sealed partial class ErasureJson : JsonSerializerContext;
