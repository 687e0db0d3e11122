using System.Security.Cryptography;
using Hub.Application;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Http;

/// <summary>A body that is being written to the disk; gone when it is disposed, unless it was taken whole.</summary>
public sealed class UploadDraft : IDisposable
{
    private readonly UploadFolder _spool;
    private readonly string _sender;
    private readonly IncrementalHash? _hash;
    private SafeFileHandle? _file;
    private int _length;

    internal UploadDraft(UploadFolder spool, string sender, SafeFileHandle file, IncrementalHash? hash) =>
        (_spool, _sender, _file, _hash) = (spool, sender, file, hash);

    /// <summary>Writes what was read of it already.</summary>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    /// <exception cref="UploadQuotaException">Its sender has too much on its way.</exception>
    public void Write(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return;
        _spool.Take(_sender, piece.Length);
        try
        {
            RandomAccess.Write(_file!, piece, _length);
        }
        catch (Exception e) when (UploadFolder.IsTrouble(e))
        {
            _spool.Give(_sender, piece.Length);
            throw UploadFolder.Trouble(e);
        }
        _hash?.AppendData(piece);
        _length += piece.Length;
    }

    /// <summary>Takes the rest; null where the whole is longer than <paramref name="most"/> bytes.</summary>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    /// <exception cref="UploadQuotaException">Its sender has too much on its way.</exception>
    public async Task<UploadFile?> TakeAsync(IncomingBody rest, int most, CancellationToken cancel)
    {
        // As it comes, without memory to gather it in: there may be many that are slow.
        while (_length <= most && await rest.NextAsync(CancellationToken.None, cancel) is { IsEmpty: false } piece)
        {
            foreach (var part in piece) Write(part.Span);
            rest.Done(piece.End);
        }
        if (_length > most) return null;
        var length = _length;
        var whole = new UploadFile(_file!, length, () => _spool.Give(_sender, length));
        (_file, _length) = (null, 0);
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _spool.Give(_sender, _length);
        (_file, _length) = (null, 0);
    }
}

/// <summary>A body on the disk, until it is disposed.</summary>
/// <param name="file">Its open file.</param>
/// <param name="length">Its bytes.</param>
/// <param name="gone">Told when it is no more.</param>
public sealed class UploadFile(SafeFileHandle file, int length, Action gone) : IDisposable
{
    private Action? _gone = gone;

    /// <summary>Bytes.</summary>
    public int Length => length;

    /// <summary>Copies all of it to memory that is as long.</summary>
    /// <exception cref="StoreException">The disk does not give it back.</exception>
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
        Interlocked.Exchange(ref _gone, null)?.Invoke();
    }
}
