namespace Hub.Pictures.Heic;

/// <summary>Puts the turns of HEIC in the terms of Exif.</summary>
internal static class HeicOrientation
{
    // Exif's eight orientations as a picture that is first mirrored left to right, or not, and then turned clockwise by quarters.
    private static readonly (bool Mirrored, int Quarters)[] OfExif =
        [(false, 0), (true, 0), (false, 2), (true, 2), (true, 3), (false, 1), (true, 1), (false, 3)];

    /// <summary>The orientation that follows from a picture's properties, in the order in which they are applied.</summary>
    public static int Of(HeicMeta meta, uint item)
    {
        var (mirrored, quarters) = (false, 0);
        foreach (var association in meta.Associations.GetValueOrDefault(item, []))
        {
            var property = meta.Properties[association.Index - 1];
            if (property.Type is not (HeicProperties.Rotation or HeicProperties.Mirror)) continue;
            var value = meta.Inside(property).U8("a turn");
            // irot turns by quarters against the clock (ISO/IEC 23008-12 section 6.5.10).
            if (property.Type == HeicProperties.Rotation) quarters = (quarters + 4 - (value & 3)) % 4;
            // imir swaps top and bottom (0) or left and right (1) (section 6.5.12). Behind a turn that is a mirroring before it, turned back.
            else (mirrored, quarters) = (!mirrored, (8 - quarters + ((value & 1) == 0 ? 2 : 0)) % 4);
        }
        return Array.IndexOf(OfExif, (mirrored, quarters)) + 1;
    }
}
