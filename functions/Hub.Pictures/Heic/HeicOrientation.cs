namespace Hub.Pictures.Heic;

/// <summary>Converts HEIC's rotation and mirroring to an Exif orientation.</summary>
internal static class HeicOrientation
{
    // The eight Exif orientations as (mirrored left to right first, then rotated clockwise by this many quarter turns).
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
            // irot rotates counter-clockwise by quarter turns (ISO/IEC 23008-12 section 6.5.10).
            if (property.Type == HeicProperties.Rotation) quarters = (quarters + 4 - (value & 3)) % 4;
            // imir swaps top and bottom (0) or left and right (1) (section 6.5.12). Mirroring after a rotation
            // equals mirroring first and rotating the other way.
            else (mirrored, quarters) = (!mirrored, (8 - quarters + ((value & 1) == 0 ? 2 : 0)) % 4);
        }
        return Array.IndexOf(OfExif, (mirrored, quarters)) + 1;
    }
}
