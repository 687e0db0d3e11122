using System.Buffers;
using Hub.Pictures;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// The content of an AttachedData, decoded as it comes by: a picture of 20 MiB is 28 million characters, of which no text is made.
/// White space is passed over; anything else that is not base64, an element too, is an error that the photo's reader reports.
/// </summary>
internal sealed class AttachedData
{
    private static readonly SearchValues<char> Others = SearchValues.Create(" \t\r\n=");

    private byte[] _bytes = [];
    private int _length;
    private int _bits;
    private int _digits;
    private int _padding;
    private bool _wrong;
    private bool _tooLong;

    /// <summary>The bytes; none where there is an error.</summary>
    public ReadOnlyMemory<byte> Bytes => Error is null ? _bytes.AsMemory(0, _length) : ReadOnlyMemory<byte>.Empty;

    /// <summary>What was expected in its place, in a sentence; null where it is right.</summary>
    public string? Error =>
        _wrong || _digits != 0 ? "Base64 wordt verwacht, aangevuld met = en zonder iets anders erin."
        : _tooLong ? $"Een foto van ten hoogste {PictureLimits.Bytes >> 20} MiB wordt verwacht."
        : null;

    /// <summary>Takes the next characters.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && !_wrong)
        {
            var groups = _digits == 0 && _padding == 0 ? WholeGroups(text) : 0;
            if (groups > 0) Decode(text[..groups]);
            else Add(text[0]);
            text = text[Math.Max(1, groups)..];
        }
    }

    /// <summary>Notes that it contains something that is no text.</summary>
    public void Break()
    {
        _wrong = true;
        _bytes = [];
    }

    private static int WholeGroups(ReadOnlySpan<char> text)
    {
        var plain = text.IndexOfAny(Others);
        return (plain < 0 ? text.Length : plain) / 4 * 4;
    }

    private void Decode(ReadOnlySpan<char> groups)
    {
        if (!HasRoom(groups.Length / 4 * 3)) return;
        if (Convert.TryFromBase64Chars(groups, _bytes.AsSpan(_length), out var written)) _length += written;
        else Break();
    }

    // A group that a line break or the end of a chunk has cut in two, or the last one with its padding.
    private void Add(char c)
    {
        if (c is ' ' or '\t' or '\r' or '\n') return;
        var value = Value(c);
        // After padding nothing comes but padding, and a group has two digits before it.
        if (c == '=' ? _digits < 2 : value < 0 || _padding > 0)
        {
            Break();
            return;
        }
        if (c == '=') _padding++;
        _bits = (_bits << 6) | Math.Max(0, value);
        if (++_digits < 4) return;
        var count = 3 - _padding;
        if (HasRoom(count))
            for (var i = 0; i < count; i++) _bytes[_length++] = (byte)(_bits >> (16 - (8 * i)));
        (_bits, _digits) = (0, 0);
    }

    private bool HasRoom(int count)
    {
        if (_length + count > PictureLimits.Bytes) (_tooLong, _bytes, _length) = (true, [], 0);
        if (_tooLong) return false;
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(Math.Max(_length + count, Math.Max(8192, 2 * _bytes.Length)), PictureLimits.Bytes));
        return true;
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
