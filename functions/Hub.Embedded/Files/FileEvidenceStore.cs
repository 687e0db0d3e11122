using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Pictures;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// Pictures as files below <c>evidence/</c> in the data directory, each named by its <see cref="EvidenceKey"/>; one process
/// owns them, as it owns the database.
/// </summary>
/// <remarks>
/// A picture is written whole to <c>evidence/incoming/</c>, forced to the disk, moved to its name, and the name is forced to
/// the disk too (<see cref="DurableFolder"/>, with what that is on Windows). So a name stands only over a whole picture, and
/// what <see cref="PutAsync"/> answered outlives a power cut, whichever of two callers put it. A crash leaves at most a
/// draft in <c>incoming</c>; the next start sweeps it. What is told about a picture stands at the end of its file
/// (<see cref="EvidenceNote"/>): a file beside it would be a second durable write, and a crash could leave one of the two.
/// </remarks>
public sealed class FileEvidenceStore : IEvidenceStore, IDisposable
{
    /// <summary>Writes the parts one after the other into an empty file; they are on the disk when it returns.</summary>
    internal delegate void DurableWrite(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts);

    // Each has a thread that waits for the disk. Two or four leave the disk idle; sixteen and more were no faster where it was measured.
    private const int WritersAtOnce = 8;

    /// <summary>
    /// Bytes that pictures leave free. Below this the disk is as good as full: the orders live on it too, whose log alone may need it, and pictures must
    /// not be what fills it.
    /// </summary>
    public const long LeastFree = 256L * 1024 * 1024;

    private const string Full = "The disk that holds the pictures is full. No picture was kept; the hub takes pictures again when there is space.";

    private readonly string _root;
    private readonly string _incoming;
    private readonly DurableWrite _write;
    private readonly Func<long> _free;
    private readonly SemaphoreSlim _writers = new(WritersAtOnce);
    private readonly Lock _names = new();
    private readonly bool[] _durableFolders = new bool[1 << 16];

    private FileEvidenceStore(string root, DurableWrite write, Func<long>? free)
    {
        _root = root;
        _free = free ?? (() => new DriveInfo(root).AvailableFreeSpace);
        _incoming = Path.Combine(root, "incoming");
        _write = write;
    }

    /// <summary>Opens the store below a data directory, making what is missing, and sweeps what a crash left in <c>incoming</c>.</summary>
    /// <exception cref="StoreException">The folder cannot be made or written.</exception>
    public static FileEvidenceStore Open(string dataDirectory) => Open(dataDirectory, WriteToDisk);

    internal static FileEvidenceStore Open(string dataDirectory, DurableWrite write, Func<long>? free = null)
    {
        var store = new FileEvidenceStore(Path.Combine(Path.GetFullPath(dataDirectory), "evidence"), write, free);
        try
        {
            store.MakeFolders();
            foreach (var draft in Directory.EnumerateFiles(store._incoming, "*.draft")) File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {store._root}, which holds the pictures, cannot be used: {e.Message}", e);
        }
        return store;
    }

    /// <inheritdoc/>
    public async Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel)
    {
        var path = PathOf(key);
        // Without empty parts: a write takes 1024 at once (IOV_MAX), and .NET 10 asks for ever to go on behind as many that hold nothing.
        IReadOnlyList<ReadOnlyMemory<byte>> parts = [.. content.Parts.Where(p => !p.IsEmpty), EvidenceNote.Write(key, info, content.Length)];
        await _writers.WaitAsync(cancel);
        try
        {
            // There is no asynchronous fsync. A thread of its own waits for the disk, so that the pool's threads, which are few, do not.
            return await Task.Factory.StartNew(
                () => Trying(() => Put(key, path, parts, cancel)), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _writers.Release();
        }
    }

    /// <inheritdoc/>
    public Task<EvidenceContent?> OpenAsync(EvidenceKey key, long from, long? count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (count is { } some) ArgumentOutOfRangeException.ThrowIfNegative(some, nameof(count));
        var path = PathOf(key);
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(Trying(() => Open(path, from, count)));
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(OrderId order, string sha256, CancellationToken cancel)
    {
        var picture = PathOf(new EvidenceKey(order, sha256));
        var thumbnail = PathOf(new EvidenceKey(order, sha256, IsThumbnail: true));
        return await Task.Run(() => Trying(() => Remove(picture, thumbnail)), cancel);
    }

    /// <summary>None: a folder gives out no links.</summary>
    public ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel)
    {
        key.Validated();
        return ValueTask.FromResult<Uri?>(null);
    }

    /// <inheritdoc/>
    public void Dispose() => _writers.Dispose();

    private static void WriteToDisk(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        RandomAccess.Write(file, parts, 0);
        RandomAccess.FlushToDisk(file);
        FileCache.Forget(file);
    }

    private bool Put(EvidenceKey key, string path, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancel)
    {
        var put = false;
        // What stands there is looked at: a disk that damaged it must not make the next sender believe that it is kept.
        if (!IsWhole(key, path))
        {
            if (_free() - parts.Sum(p => (long)p.Length) < LeastFree) throw new StoreException(Full, new IOException("There is hardly any space left on it."));
            var draft = Path.Combine(_incoming, $"{Guid.NewGuid():N}.draft");
            try
            {
                using (var file = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write)) _write(file, parts);
                cancel.ThrowIfCancellationRequested();
                // Not where the disk is gone: folders would come into being under its mount point.
                if (Directory.Exists(_incoming)) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                lock (_names)
                {
                    // File.Move looks and then renames, and a rename writes over: two at once would both have put it.
                    put = !IsWhole(key, path);
                    if (put) File.Move(draft, path, overwrite: true);
                }
            }
            finally
            {
                if (!put) File.Delete(draft);
            }
        }

        // Also for what was there: whoever put it may still be waiting for the disk, and this answer must be as durable as that one.
        MakeDurable(key, Path.GetDirectoryName(path)!);
        return put;
    }

    // Of a thumbnail only its own note says what it must be.
    private static bool IsWhole(EvidenceKey key, string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var (length, _) = EvidenceNote.Read(file, path);
            if (key.IsThumbnail) return true;
            using var picture = new PictureStream(file, 0, length);
            return Convert.ToHexStringLower(SHA256.HashData(picture)) == key.Sha256;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Also where the disk does not read it any more: written anew, it lies elsewhere.
            return false;
        }
    }

    private EvidenceContent? Open(string path, long from, long? count)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.None);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ThereIsNone<EvidenceContent?>(null);
        }

        try
        {
            var (length, mediaType) = EvidenceNote.Read(file, path);
            return new EvidenceContent(new PictureStream(file, Math.Min(from, length), Math.Min(count ?? length, Math.Max(0, length - from))), length, mediaType);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private bool Remove(string picture, string thumbnail)
    {
        var folder = Path.GetDirectoryName(picture)!;
        if (!Directory.Exists(folder)) return ThereIsNone(false);
        bool removed;
        lock (_names)
        {
            // The thumbnail first: as long as the picture stands, a removal that failed half way is done by doing it again.
            File.Delete(thumbnail);
            removed = File.Exists(picture);
            File.Delete(picture);
        }
        DurableFolder.Flush(folder);
        return removed;
    }

    // A disk that is not mounted is not a store without pictures.
    private T ThereIsNone<T>(T answer) => Directory.Exists(_incoming) ? answer : throw new DirectoryNotFoundException($"The folder {_incoming} is not there.");

    private void MakeFolders()
    {
        // For this user alone where it is made here, as the data directory itself. A folder that is there keeps its rights.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_root);
        else Directory.CreateDirectory(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(_incoming);
        DurableFolder.Flush(Path.GetDirectoryName(_root)!);
    }

    private void MakeDurable(EvidenceKey key, string folder)
    {
        DurableFolder.Flush(folder);
        var number = Convert.ToUInt16(key.Sha256[..4], 16);
        if (Volatile.Read(ref _durableFolders[number])) return;
        DurableFolder.Flush(Path.GetDirectoryName(folder)!);
        DurableFolder.Flush(_root);
        Volatile.Write(ref _durableFolders[number], true);
    }

    private string PathOf(EvidenceKey key) => Path.Combine(_root, key.Validated().ToString());

    private T Trying<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException e)
        {
            throw new DamagedPictureException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                DiskFull.Is(e) ? Full
                    : $"The folder {_root}, which holds the pictures, did not take or give what was asked: {e.Message}", e);
        }
    }
}
