namespace Hub.Pictures.Heic;

/// <summary>The decoder configuration (box hvcC, ISO/IEC 14496-15 section 8.3.3.1).</summary>
internal static class HevcConfiguration
{
    // NAL unit types (ITU-T H.265 table 7-1).
    private const int VideoParameters = 32;
    private const int SequenceParameters = 33;
    private const int PictureParameters = 34;

    // Bytes before the number of arrays; the last of them states the size of a unit's length field.
    private const int HeaderLength = 22;

    /// <summary>
    /// Reads the box and returns the content to keep: the parameter sets, without supplemental information (SEI), which may contain any text.
    /// </summary>
    public static ReadOnlyMemory<byte> Keep(ByteReader reader)
    {
        var header = reader.ReadBytes(HeaderLength, "an HEVC configuration");
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
                CheckSize(reader.ReadBytes(size, "a unit"), start);
                length += 2 + size;
            }
            hasSequence |= type == SequenceParameters && units > 0;
            if (type is VideoParameters or SequenceParameters or PictureParameters) kept.Add(array[..length].ToArray());
        }
        reader.RequireEnd("the HEVC configuration");
        if (!hasSequence) throw reader.Broken("the parameters of the sequence before it");
        return (byte[])[.. header, (byte)kept.Count, .. kept.SelectMany(a => a)];
    }

    /// <summary>Walks a coded picture from unit to unit.</summary>
    /// <param name="configuration">The kept content of the box.</param>
    /// <param name="coded">The item's bytes.</param>
    public static void Walk(ReadOnlySpan<byte> configuration, ByteReader coded)
    {
        var size = UnitLengthSize(configuration);
        while (coded.Remaining > 0)
        {
            long length = 0;
            foreach (var part in coded.ReadBytes(size, "a unit's length")) length = (length << 8) | part;
            var start = coded.Offset;
            CheckSize(coded.ReadBytes(length, "a unit"), start);
        }
    }

    private static int UnitLengthSize(ReadOnlySpan<byte> header) => (header[HeaderLength - 1] & 3) + 1;

    // A decoder allocates by the size in the sequence parameter set (ITU-T H.265 section 7.3.2.2.1), not by the size in the file's
    // properties. Parameter sets of a second layer (video, stereo pictures) have another syntax and are not decoded by viewers.
    private static void CheckSize(ReadOnlySpan<byte> unit, int offset)
    {
        if (unit.Length < 2) throw PictureRejectedException.Broken(HeicPicture.Name, offset, "a unit of at least 2 bytes");
        int type = (unit[0] >> 1) & 63, layer = ((unit[0] & 1) << 5) | (unit[1] >> 3);
        if (type != SequenceParameters || layer != 0) return;
        var reader = new HevcBitReader(unit, offset);
        reader.Skip(16 + 4);
        var subLayers = (int)reader.ReadBits(3);
        reader.Skip(1);
        SkipProfile(ref reader, subLayers);
        reader.ReadExpGolomb();
        if (reader.ReadExpGolomb() == 3) reader.Skip(1);
        PictureRejectedException.CheckPixels(HeicPicture.Name, offset, reader.ReadExpGolomb(), reader.ReadExpGolomb());
    }

    // Section 7.3.3, profile, tier and level: 88 bits of profile and 8 of level, and again for every sub-layer that has its own.
    private static void SkipProfile(ref HevcBitReader reader, int subLayers)
    {
        reader.Skip(88 + 8);
        var own = new bool[2 * subLayers];
        for (var i = 0; i < own.Length; i++) own[i] = reader.ReadBits(1) == 1;
        if (subLayers > 0) reader.Skip(2 * (8 - subLayers));
        for (var i = 0; i < subLayers; i++) reader.Skip((own[2 * i] ? 88 : 0) + (own[(2 * i) + 1] ? 8 : 0));
    }
}
