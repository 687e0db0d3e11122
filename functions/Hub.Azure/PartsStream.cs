using Hub.Pictures;

namespace Hub.Azure;

/// <summary>The parts of a picture as one stream, which may be read again from anywhere; they are copied nowhere.</summary>
internal sealed class PartsStream(PictureBytes bytes) : Stream
{
    private int _part;
    private int _at;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
            _part = 0;
            while (_part < bytes.Parts.Count && value >= bytes.Parts[_part].Length) value -= bytes.Parts[_part++].Length;
            _at = _part < bytes.Parts.Count ? (int)value : 0;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && _part < bytes.Parts.Count)
        {
            var left = bytes.Parts[_part].Span[_at..];
            var taken = Math.Min(left.Length, buffer.Length - read);
            left[..taken].CopyTo(buffer[read..]);
            read += taken;
            _at += taken;
            if (taken < left.Length) break;
            _part++;
            _at = 0;
        }
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
