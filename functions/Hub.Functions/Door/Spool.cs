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

    /// <summary>A body on the disk, with its hash; null where it is longer than <paramref name="most"/> bytes.</summary>
    /// <param name="begun">What was read of it already.</param>
    /// <param name="rest">The rest.</param>
    /// <param name="most">Bytes at most.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public async Task<SpooledBody?> TakeAsync(ReadOnlyMemory<byte> begun, Stream rest, int most, CancellationToken cancel)
    {
        using var file = new Draft(folder);
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
    private sealed class Draft(string folder) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private SafeFileHandle? _file = OnDisk(() =>
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            return file;
        });

        public int Length { get; private set; }

        public void Write(ReadOnlySpan<byte> piece)
        {
            if (piece.IsEmpty) return;
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
            _file = null;
            return new SpooledBody(file, new OriginalPicture(Convert.ToHexStringLower(_hash.GetHashAndReset()), Length, (to, _) =>
            {
                ReadAll(file, to);
                return ValueTask.CompletedTask;
            }));
        }

        public void Dispose()
        {
            _file?.Dispose();
            _hash.Dispose();
        }
    }
}

/// <summary>A body on the disk, until it is disposed.</summary>
/// <param name="file">Its open file.</param>
/// <param name="content">What it is.</param>
public sealed class SpooledBody(SafeFileHandle file, OriginalPicture content) : IDisposable
{
    /// <summary>Its bytes and their hash.</summary>
    public OriginalPicture Content => content;

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
