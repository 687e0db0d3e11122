namespace Hub.Pictures.Heic;

/// <summary>Reads numbers of any number of bits out of a unit of HEVC (ITU-T H.265 sections 7.4.2 and 9.2).</summary>
internal ref struct HevcNumbers
{
    private readonly ReadOnlySpan<byte> unit;
    private readonly int offset;
    private int at;
    private int zeros;
    private int bit;

    /// <param name="unit">The unit, from its header on.</param>
    /// <param name="offset">Where it begins in the file, for the refusal.</param>
    public HevcNumbers(ReadOnlySpan<byte> unit, int offset)
    {
        this.unit = unit;
        this.offset = offset;
    }

    /// <summary>A number of so many bits, at most 32.</summary>
    public uint Bits(int count)
    {
        uint value = 0;
        for (var i = 0; i < count; i++) value = (value << 1) | Bit();
        return value;
    }

    /// <summary>Passes over bits.</summary>
    public void Skip(int count)
    {
        for (var i = 0; i < count; i++) Bit();
    }

    /// <summary>A number coded by its length (Exp-Golomb).</summary>
    public uint Number()
    {
        var length = 0;
        while (Bit() == 0)
        {
            if (++length > 31) throw PictureRefusedException.Broken(HeicPicture.Name, offset + at, "a number of at most 32 bits");
        }
        return (1u << length) - 1 + Bits(length);
    }

    private uint Bit()
    {
        if (at >= unit.Length) throw PictureRefusedException.Broken(HeicPicture.Name, offset + at, "more of a parameter set");
        var value = (uint)(unit[at] >> (7 - bit)) & 1;
        if (++bit == 8) NextByte();
        return value;
    }

    // A 03 behind two zero bytes was put in by the encoder and is no part of the numbers (section 7.4.2).
    private void NextByte()
    {
        bit = 0;
        zeros = unit[at] == 0 ? zeros + 1 : 0;
        at++;
        if (zeros < 2 || at >= unit.Length || unit[at] != 3) return;
        at++;
        zeros = 0;
    }
}
