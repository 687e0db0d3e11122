using Hub.Core.Evidence.Pictures;

namespace Hub.Formats.Dico;

/// <summary>
/// The content of an AttachedData, decoded as it comes by: a picture of 20 MiB is 28 million characters, of which no text is made.
/// White space is passed over; anything else that is not base64, an element too, is a fault that the photo's reader tells.
/// </summary>
internal sealed class DicoData
{
    private byte[] _bytes = [];
    private int _length;
    private int _bits;
    private int _digits;
    private int _padding;
    private bool _wrong;
    private bool _tooLong;

    /// <summary>The bytes; none where there is a fault.</summary>
    public ReadOnlyMemory<byte> Bytes => Fault is null ? _bytes.AsMemory(0, _length) : ReadOnlyMemory<byte>.Empty;

    /// <summary>What was expected in its place, in a sentence; null where it is right.</summary>
    public string? Fault =>
        _wrong || _digits != 0 ? "Base64 is expected, padded and without anything else in it."
        : _tooLong ? $"A picture of at most {PictureLimits.Bytes >> 20} MiB is expected."
        : null;

    /// <summary>Takes the next characters.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\r' or '\n') continue;
            var value = Value(c);
            // After padding nothing comes but padding, and a group has two digits before it.
            if (c == '=' ? _digits < 2 : value < 0 || _padding > 0)
            {
                Break();
                return;
            }
            if (c == '=') _padding++;
            _bits = (_bits << 6) | Math.Max(0, value);
            if (++_digits == 4) Close();
        }
    }

    /// <summary>Notes that something stands in it that is no text.</summary>
    public void Break()
    {
        _wrong = true;
        _bytes = [];
    }

    private void Close()
    {
        var count = 3 - _padding;
        if (_length + count > PictureLimits.Bytes) (_tooLong, _bytes, _length) = (true, [], 0);
        if (!_tooLong && !_wrong)
        {
            if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Min(Math.Max(8192, 2 * _bytes.Length), PictureLimits.Bytes));
            for (var i = 0; i < count; i++) _bytes[_length++] = (byte)(_bits >> (16 - (8 * i)));
        }
        (_bits, _digits) = (0, 0);
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
