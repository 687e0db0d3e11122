using Hub.Pictures;

namespace Hub.Azure;

/// <summary>The parts of a picture as one seekable stream, without copying them.</summary>
internal sealed class PartsStream(PictureBytes bytes) : ReadOnlyStream
{
    private int _part;
    private int _at;
    private long _position;

    public override bool CanSeek => true;

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

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };
}
