using System.Buffers;
using System.Security.Cryptography;
using Hub.Core;
using Hub.Core.Evidence;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Door;

/// <summary>
/// Where large bodies wait while they come in: a sender may take minutes, and what it sends lies on the disk then and not in memory. A file there
/// has no name any more as soon as it is open (on Windows it goes when it is closed), so that nothing stays behind, whatever happens.
/// </summary>
/// <param name="folder">The folder; made when it is first needed.</param>
public sealed class Spool(string folder)
{
    private const int Piece = 128 * 1024;

    // Below this the disk is as good as full, and what comes in must not be what fills it: orders live there too.
    private const long LeastFree = 256L * 1024 * 1024;

    // Of all bodies together, however many senders begin and do not end: fifty photos of the largest size.
    private const long MostAtOnce = 1024L * 1024 * 1024;

    private long _now;

    /// <summary>A body on the disk, with its hash; null where it is longer than <paramref name="most"/> bytes.</summary>
    /// <param name="begun">What was read of it already.</param>
    /// <param name="rest">The rest.</param>
    /// <param name="most">Bytes at most.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public async Task<SpooledBody?> TakeAsync(ReadOnlyMemory<byte> begun, Stream rest, int most, CancellationToken cancel)
    {
        using var file = new Draft(this);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            file.Write(begun.Span);
            while (file.Length <= most && await FillAsync(rest, piece, cancel) is var read and > 0) file.Write(piece.AsSpan(0, read));
            return file.Length <= most ? file.Finish() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private string Folder => folder;

    private void Take(int bytes)
    {
        if (Interlocked.Add(ref _now, bytes) <= MostAtOnce) return;
        Interlocked.Add(ref _now, -bytes);
        throw Trouble(new IOException("too much comes in at once"));
    }

    private void Give(long bytes) => Interlocked.Add(ref _now, -bytes);

    // The network gives small pieces; the disk takes larger ones at less cost.
    private static async ValueTask<int> FillAsync(Stream body, byte[] piece, CancellationToken cancel)
    {
        var filled = 0;
        while (filled < Piece && await body.ReadAsync(piece.AsMemory(filled, Piece - filled), cancel) is var read and > 0) filled += read;
        return filled;
    }

    private static void ReadAll(SafeFileHandle file, Memory<byte> to)
    {
        for (var at = 0; at < to.Length;)
        {
            at += OnDisk(() => RandomAccess.Read(file, to.Span[at..], at) is var read and > 0
                ? read
                : throw new EndOfStreamException("it did not give back what it had taken"));
        }
    }

    private static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    private static bool IsTrouble(Exception e) => e is IOException or UnauthorizedAccessException;

    private static StoreException Trouble(Exception e) => new($"The disk on which photos come in did not take one: {e.Message}", e);

    // A file that is being written, and its hash as far as it goes.
    private sealed class Draft(Spool spool) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private SafeFileHandle? _file = OnDisk(() =>
        {
            var folder = Directory.CreateDirectory(spool.Folder).FullName;
            if (new DriveInfo(folder).AvailableFreeSpace < LeastFree) throw new IOException("there is hardly any space left on it");
            var path = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            return file;
        });

        private long _taken;

        public int Length { get; private set; }

        public void Write(ReadOnlySpan<byte> piece)
        {
            if (piece.IsEmpty) return;
            spool.Take(piece.Length);
            _taken += piece.Length;
            _hash.AppendData(piece);
            try
            {
                RandomAccess.Write(_file!, piece, Length);
            }
            catch (Exception e) when (IsTrouble(e))
            {
                throw Trouble(e);
            }
            Length += piece.Length;
        }

        public SpooledBody Finish()
        {
            var file = _file!;
            var taken = _taken;
            (_file, _taken) = (null, 0);
            return new SpooledBody(file, () => spool.Give(taken), new OriginalPicture(Convert.ToHexStringLower(_hash.GetHashAndReset()), Length, (to, _) =>
            {
                ReadAll(file, to);
                return ValueTask.CompletedTask;
            }));
        }

        public void Dispose()
        {
            _file?.Dispose();
            spool.Give(_taken);
            _hash.Dispose();
        }
    }
}

/// <summary>A body on the disk, until it is disposed.</summary>
/// <param name="file">Its open file.</param>
/// <param name="gone">Told when it is no more.</param>
/// <param name="content">What it is.</param>
public sealed class SpooledBody(SafeFileHandle file, Action gone, OriginalPicture content) : IDisposable
{
    /// <summary>Its bytes and their hash.</summary>
    public OriginalPicture Content => content;

    private Action? _gone = gone;

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        Interlocked.Exchange(ref _gone, null)?.Invoke();
    }
}
