using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Pictures;
using Hub.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// Stores pictures as files below <c>evidence/</c> in the data directory, named by <see cref="EvidenceKey"/>. One process owns the folder,
/// as it owns the database.
/// </summary>
/// <remarks>
/// A picture is written to a temporary file in <c>evidence/incoming/</c>, flushed with fsync, and moved to its name with an atomic rename;
/// then the folder is flushed too (<see cref="DurableFolder"/>, also for Windows). So every name refers to a complete picture, and a result
/// of <see cref="PutAsync"/> survives a power failure, whichever of two concurrent callers stored it. A crash leaves at most a temporary
/// file in <c>incoming</c>; the next start deletes it. The description of a picture is at the end of its file
/// (<see cref="EvidenceTrailer"/>): a second file would be a second durable write, and a crash could leave only one of the two.
/// </remarks>
public sealed class FileEvidenceStore : IEvidenceStore, IDisposable
{
    /// <summary>Writes the parts in order into an empty file and flushes it to the disk.</summary>
    internal delegate void DurableWrite(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts);

    // Each has a thread that waits for the disk. Measured: two or four leave the disk idle; sixteen and more are no faster.
    private const int MaxWriters = 8;

    /// <summary>
    /// Bytes that pictures leave free on the disk. Below this the disk counts as full: the database with the orders is on it too, and pictures
    /// must not use up its space.
    /// </summary>
    public const long MinFreeBytes = 256L * 1024 * 1024;

    private const string DiskFullMessage = "The disk that holds the pictures is full. No picture was kept; the hub takes pictures again when there is space.";

    private readonly string _root;
    private readonly string _incoming;
    private readonly DurableWrite _write;
    private readonly Func<long> _free;
    private readonly SemaphoreSlim _writers = new(MaxWriters);
    private readonly Lock _names = new();
    private readonly bool[] _durableFolders = new bool[1 << 16];

    private FileEvidenceStore(string root, DurableWrite write, Func<long>? free)
    {
        _root = root;
        _free = free ?? (() => new DriveInfo(root).AvailableFreeSpace);
        _incoming = Path.Combine(root, "incoming");
        _write = write;
    }

    /// <summary>Opens the store below a data directory, creates missing folders, and deletes temporary files that a crash left in <c>incoming</c>.</summary>
    /// <exception cref="StoreException">The folder cannot be created or written.</exception>
    public static FileEvidenceStore Open(string dataDirectory) => Open(dataDirectory, WriteToDisk);

    internal static FileEvidenceStore Open(string dataDirectory, DurableWrite write, Func<long>? free = null)
    {
        var store = new FileEvidenceStore(Path.Combine(Path.GetFullPath(dataDirectory), "evidence"), write, free);
        try
        {
            store.MakeFolders();
            store.TryWriting();
            foreach (var temporary in Directory.EnumerateFiles(store._incoming, "*.draft")) File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {store._root}, which holds the pictures, cannot be used: {DiskTroubles.Of(e).Words() ?? e.Message}", e);
        }
        return store;
    }

    /// <inheritdoc/>
    public async Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel)
    {
        var path = PathOf(key);
        // Without empty parts: one write takes at most 1024 buffers (IOV_MAX), and .NET 10 loops endlessly where that many in a row are empty.
        IReadOnlyList<ReadOnlyMemory<byte>> parts = [.. content.Parts.Where(p => !p.IsEmpty), EvidenceTrailer.Write(key, info, content.Length)];
        await _writers.WaitAsync(cancel);
        try
        {
            // There is no asynchronous fsync. A dedicated thread waits for the disk, so that the few threads of the pool do not block.
            return await Task.Factory.StartNew(
                () => TranslateErrors(() => Put(key, path, parts, cancel)), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
        return Task.FromResult(TranslateErrors(() => Open(path, from, count)));
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(OrderId order, string sha256, CancellationToken cancel)
    {
        var picture = PathOf(new EvidenceKey(order, sha256));
        var thumbnail = PathOf(new EvidenceKey(order, sha256, IsThumbnail: true));
        return await Task.Run(() => TranslateErrors(() => Remove(picture, thumbnail)), cancel);
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancel) => Task.Run(() => TranslateErrors(() =>
    {
        // A folder that is made again here would hide that its disk is not mounted.
        if (!Directory.Exists(_incoming)) throw new DirectoryNotFoundException($"The folder {_incoming} is not there.");
        TryWriting();
        return _free() >= MinFreeBytes ? true : throw new StoreException(DiskFullMessage, new IOException("There is hardly any space left on it."));
    }), cancel);

    /// <summary>Null: files have no links.</summary>
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
        PageCache.Release(file);
    }

    private bool Put(EvidenceKey key, string path, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancel)
    {
        var put = false;
        // An existing file is verified: a sender must not get a success for a picture that the disk damaged.
        if (!IsWhole(key, path))
        {
            if (_free() - parts.Sum(p => (long)p.Length) < MinFreeBytes)
                throw new StoreException(DiskFullMessage, new IOException("There is hardly any space left on it."));
            var temporary = Path.Combine(_incoming, $"{Guid.NewGuid():N}.draft");
            try
            {
                using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write)) _write(file, parts);
                cancel.ThrowIfCancellationRequested();
                // Not where the disk is unmounted: the folders would be created under its mount point.
                if (Directory.Exists(_incoming)) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                lock (_names)
                {
                    // File.Move checks and then renames, and a rename overwrites: two concurrent callers would both report that they stored it.
                    put = !IsWhole(key, path);
                    if (put) File.Move(temporary, path, overwrite: true);
                }
            }
            finally
            {
                if (!put) File.Delete(temporary);
            }
        }

        // Also for an existing file: its writer may still wait for the disk, and this answer must be as durable.
        MakeDurable(key, Path.GetDirectoryName(path)!);
        return put;
    }

    // The content of a thumbnail has no hash in its key: only its trailer is checked.
    private static bool IsWhole(EvidenceKey key, string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var length = EvidenceTrailer.Read(file, path).Length;
            if (key.IsThumbnail) return true;
            using var picture = new PictureStream(file, 0, length);
            return Convert.ToHexStringLower(SHA256.HashData(picture)) == key.Sha256;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Also where the disk cannot read it any more: a new file is stored in other sectors.
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
            return NotFound<EvidenceContent?>(null);
        }

        try
        {
            var trailer = EvidenceTrailer.Read(file, path);
            var length = trailer.Length;
            return new EvidenceContent(new PictureStream(file, Math.Min(from, length), Math.Min(count ?? length, Math.Max(0, length - from))), length,
                trailer.MediaType);
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
        if (!Directory.Exists(folder)) return NotFound(false);
        bool removed;
        lock (_names)
        {
            // The thumbnail first: as long as the picture exists, a removal that failed half way can be repeated.
            File.Delete(thumbnail);
            removed = File.Exists(picture);
            File.Delete(picture);
        }
        DurableFolder.Flush(folder);
        return removed;
    }

    // An unmounted disk must not look like a store without pictures.
    private T NotFound<T>(T answer) => Directory.Exists(_incoming) ? answer : throw new DirectoryNotFoundException($"The folder {_incoming} is not there.");

    private void MakeFolders()
    {
        // A new folder is for this user only, like the data directory. An existing folder keeps its permissions.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_root);
        else Directory.CreateDirectory(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(_incoming);
        DurableFolder.Flush(Path.GetDirectoryName(_root)!);
    }

    // Not whether there is room: a full disk takes no pictures, and the hub works without them.
    private void TryWriting()
    {
        var temporary = Path.Combine(_incoming, $"{Guid.NewGuid():N}.draft");
        File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose).Dispose();
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

    private T TranslateErrors<T>(Func<T> work)
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
                DiskTroubles.Of(e) is DiskTrouble.Full ? DiskFullMessage
                    : $"The folder {_root}, which holds the pictures, did not take or give what was asked: {DiskTroubles.Of(e).Words() ?? e.Message}", e);
        }
    }
}
