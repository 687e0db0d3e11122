namespace Hub.Pictures.Heic;

/// <summary>How the coded pictures are to be decoded (box hvcC, ISO/IEC 14496-15 section 8.3.3.1).</summary>
internal static class HevcConfiguration
{
    // Types of units (ITU-T H.265 table 7-1).
    private const int VideoParameters = 32;
    private const int SequenceParameters = 33;
    private const int PictureParameters = 34;

    // Bytes before the number of arrays; the last of them says how long the lengths of units are.
    private const int HeaderLength = 22;

    /// <summary>
    /// Reads the box, and gives it as it is kept: with its parameter sets, and without messages to the viewer (SEI), which may be any text.
    /// </summary>
    public static ReadOnlyMemory<byte> Keep(ByteReader reader)
    {
        var header = reader.Take(HeaderLength, "an HEVC configuration");
        if (header[0] != 1) throw reader.Broken("an HEVC configuration of version 1 before it");
        if (UnitLengthSize(header) is 3) throw reader.Broken("lengths of 1, 2 or 4 bytes before it");
        int count = reader.U8("a number of arrays");
        var kept = new List<byte[]>();
        var hasSequence = false;
        for (var i = 0; i < count; i++)
        {
            var array = reader.Rest;
            var type = reader.U8("a type of units") & 63;
            int units = reader.U16("a number of units");
            var length = 3;
            for (var n = 0; n < units; n++)
            {
                int size = reader.U16("a unit's length");
                var start = reader.Offset;
                CheckSize(reader.Take(size, "a unit"), start);
                length += 2 + size;
            }
            hasSequence |= type == SequenceParameters && units > 0;
            if (type is VideoParameters or SequenceParameters or PictureParameters) kept.Add(array[..length].ToArray());
        }
        reader.End("the HEVC configuration");
        if (!hasSequence) throw reader.Broken("the parameters of the sequence before it");
        return (byte[])[.. header, (byte)kept.Count, .. kept.SelectMany(a => a)];
    }

    /// <summary>Walks a coded picture from unit to unit to its end.</summary>
    /// <param name="configuration">The box's inside, as kept.</param>
    /// <param name="coded">The item's bytes.</param>
    public static void Walk(ReadOnlySpan<byte> configuration, ByteReader coded)
    {
        var size = UnitLengthSize(configuration);
        while (coded.Left > 0)
        {
            long length = 0;
            foreach (var part in coded.Take(size, "a unit's length")) length = (length << 8) | part;
            var start = coded.Offset;
            CheckSize(coded.Take(length, "a unit"), start);
        }
    }

    private static int UnitLengthSize(ReadOnlySpan<byte> header) => (header[HeaderLength - 1] & 3) + 1;

    // The size that a decoder makes room for stands in the sequence's parameters (ITU-T H.265 section 7.3.2.2.1), whatever the file says
    // outside. Those of a second layer, which only films and stereo pictures have, are coded differently and not decoded by viewers.
    private static void CheckSize(ReadOnlySpan<byte> unit, int offset)
    {
        if (unit.Length < 2) throw PictureRefusedException.Broken(HeicPicture.Name, offset, "a unit of at least 2 bytes");
        int type = (unit[0] >> 1) & 63, layer = ((unit[0] & 1) << 5) | (unit[1] >> 3);
        if (type != SequenceParameters || layer != 0) return;
        var numbers = new HevcNumbers(unit, offset);
        numbers.Skip(16 + 4);
        var subLayers = (int)numbers.Bits(3);
        numbers.Skip(1);
        SkipProfile(ref numbers, subLayers);
        numbers.Number();
        if (numbers.Number() == 3) numbers.Skip(1);
        PictureRefusedException.CheckPixels(HeicPicture.Name, offset, numbers.Number(), numbers.Number());
    }

    // Section 7.3.3, profile, tier and level: 88 bits of profile and 8 of level, and again for every sub-layer that has its own.
    private static void SkipProfile(ref HevcNumbers numbers, int subLayers)
    {
        numbers.Skip(88 + 8);
        var own = new bool[2 * subLayers];
        for (var i = 0; i < own.Length; i++) own[i] = numbers.Bits(1) == 1;
        if (subLayers > 0) numbers.Skip(2 * (8 - subLayers));
        for (var i = 0; i < subLayers; i++) numbers.Skip((own[2 * i] ? 88 : 0) + (own[(2 * i) + 1] ? 8 : 0));
    }
}
