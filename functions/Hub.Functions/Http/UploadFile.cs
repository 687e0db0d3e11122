using System.Security.Cryptography;
using Hub.Application;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Http;

/// <summary>An upload that is being written to the disk. Disposing it deletes it, unless it was completed.</summary>
public sealed class UploadDraft : IDisposable
{
    private readonly UploadFolder _folder;
    private readonly string _sender;
    private readonly IncrementalHash? _hash;
    private SafeFileHandle? _file;
    private int _length;

    internal UploadDraft(UploadFolder folder, string sender, SafeFileHandle file, IncrementalHash? hash) =>
        (_folder, _sender, _file, _hash) = (folder, sender, file, hash);

    /// <summary>Writes the next bytes.</summary>
    /// <exception cref="StoreException">The disk cannot be written.</exception>
    /// <exception cref="UploadQuotaException">Its sender has too many bytes in uploads.</exception>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return;
        _folder.Reserve(_sender, piece.Length);
        try
        {
            RandomAccess.Write(_file!, piece, _length);
        }
        catch (Exception e) when (UploadFolder.IsDiskFailure(e))
        {
            _folder.Release(_sender, piece.Length);
            throw UploadFolder.DiskFailure(e);
        }
        _hash?.AppendData(piece);
        _length += piece.Length;
    }

    /// <summary>Writes the rest and returns the complete file; null where it is longer than <paramref name="maxBytes"/> bytes.</summary>
    /// <exception cref="StoreException">The disk cannot be written.</exception>
    /// <exception cref="UploadQuotaException">Its sender has too many bytes in uploads.</exception>
    public async Task<UploadFile?> CompleteAsync(IncomingBody rest, int maxBytes, CancellationToken cancel)
    {
        // Piece by piece, without a buffer of its own: many slow uploads may run at the same time.
        while (_length <= maxBytes && await rest.NextAsync(CancellationToken.None, cancel) is { IsEmpty: false } piece)
        {
            foreach (var part in piece) Write(part.Span);
            rest.AdvanceTo(piece.End);
        }
        if (_length > maxBytes) return null;
        var length = _length;
        var whole = new UploadFile(_file!, length, () => _folder.Release(_sender, length));
        (_file, _length) = (null, 0);
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _folder.Release(_sender, _length);
        (_file, _length) = (null, 0);
    }
}

/// <summary>A complete upload on the disk, until it is disposed.</summary>
/// <param name="file">Its open file.</param>
/// <param name="length">Its bytes.</param>
/// <param name="onDispose">Called once, when it is disposed.</param>
public sealed class UploadFile(SafeFileHandle file, int length, Action onDispose) : IDisposable
{
    private Action? _onDispose = onDispose;

    /// <summary>Bytes.</summary>
    public int Length => length;

    /// <summary>Copies all of it to memory that is as long.</summary>
    /// <exception cref="StoreException">The disk cannot be read.</exception>
    public void CopyTo(Memory<byte> to)
    {
        for (var at = 0; at < length;)
        {
            at += UploadFolder.OnDisk(() => RandomAccess.Read(file, to.Span[at..length], at) is var read and > 0
                ? read
                : throw new EndOfStreamException("it did not give back what it had taken"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        Interlocked.Exchange(ref _onDispose, null)?.Invoke();
    }
}
