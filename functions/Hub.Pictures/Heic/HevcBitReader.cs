namespace Hub.Pictures.Heic;

/// <summary>Reads bit fields from an HEVC NAL unit (ITU-T H.265 sections 7.4.2 and 9.2).</summary>
internal ref struct HevcBitReader
{
    private readonly ReadOnlySpan<byte> unit;
    private readonly int offset;
    private int at;
    private int consecutiveZeros;
    private int bit;

    /// <param name="unit">The unit, from its header on.</param>
    /// <param name="offset">Its offset in the file, for error messages.</param>
    public HevcBitReader(ReadOnlySpan<byte> unit, int offset)
    {
        this.unit = unit;
        this.offset = offset;
    }

    /// <summary>An unsigned number of at most 32 bits.</summary>
    public uint ReadBits(int count)
    {
        uint value = 0;
        for (var i = 0; i < count; i++) value = (value << 1) | ReadBit();
        return value;
    }

    /// <summary>Skips bits.</summary>
    public void Skip(int count)
    {
        for (var i = 0; i < count; i++) ReadBit();
    }

    /// <summary>An unsigned Exp-Golomb number.</summary>
    public uint ReadExpGolomb()
    {
        var length = 0;
        while (ReadBit() == 0)
        {
            if (++length > 31) throw PictureRejectedException.Broken(HeicPicture.Name, offset + at, "a number of at most 32 bits");
        }
        return (1u << length) - 1 + ReadBits(length);
    }

    private uint ReadBit()
    {
        if (at >= unit.Length) throw PictureRejectedException.Broken(HeicPicture.Name, offset + at, "more of a parameter set");
        var value = (uint)(unit[at] >> (7 - bit)) & 1;
        if (++bit == 8) NextByte();
        return value;
    }

    // A 03 after two zero bytes is an emulation prevention byte of the encoder, not data (section 7.4.2).
    private void NextByte()
    {
        bit = 0;
        consecutiveZeros = unit[at] == 0 ? consecutiveZeros + 1 : 0;
        at++;
        if (consecutiveZeros < 2 || at >= unit.Length || unit[at] != 3) return;
        at++;
        consecutiveZeros = 0;
    }
}
