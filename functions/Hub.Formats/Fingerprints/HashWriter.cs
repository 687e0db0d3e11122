using System.Security.Cryptography;
using System.Text;

namespace Hub.Formats.Fingerprints;

/// <summary>Takes a SHA-256 of what is written to it, through a buffer: the parts are small, and a picture among them is not copied whole.</summary>
internal sealed class HashWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Encoder _utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _length) Flush();
        if (bytes.Length > _buffer.Length)
        {
            _hash.AppendData(bytes);
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Characters in UTF-8; a pair of surrogates may come in two parts.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // A character takes four bytes at most.
            if (_buffer.Length - _length < 4) Flush();
            _utf8.Convert(text, _buffer.AsSpan(_length), flush: false, out var read, out var written, out _);
            _length += written;
            text = text[read..];
        }
    }

    /// <summary>The hash of all of it.</summary>
    public byte[] Finish()
    {
        Flush();
        return _hash.GetHashAndReset();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _length));
        _length = 0;
    }
}
