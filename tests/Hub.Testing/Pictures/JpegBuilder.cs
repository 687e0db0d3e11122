namespace Hub.Testing.Pictures;

/// <summary>Adds segments to a coded JPEG, and bytes after it.</summary>
public sealed class JpegBuilder
{
    private readonly byte[] coded;
    private readonly List<byte> before = [];
    private readonly List<byte> behind = [];

    /// <param name="sample">The coded picture.</param>
    public JpegBuilder(string sample = "baseline.jpg")
    {
        coded = Sample.Read(sample);
    }

    /// <summary>A JPEG with all kinds of metadata.</summary>
    /// <param name="sample">The coded picture.</param>
    /// <param name="exif">Its Exif.</param>
    public static byte[] Full(string sample = "baseline.jpg", ExifBuilder? exif = null) => new JpegBuilder(sample)
        .Exif((exif ?? new ExifBuilder()).Build())
        .Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 1, 1, 0x50, 0x4C, 0x41])
        .Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. Metadata.Text("jfxx thumbnail")])
        .Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Metadata.Xmp])
        .Profile(Metadata.Profile)
        .Segment(0xE3, Metadata.Text("app3"))
        .Segment(0xED, Metadata.Iptc)
        .Segment(0xEF, Metadata.Text("app15"))
        .Segment(0xFE, Metadata.Text("comment"))
        .Build();

    /// <summary>Adds a segment before those of the coded picture.</summary>
    public JpegBuilder Segment(byte marker, byte[] content)
    {
        before.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);
        return this;
    }

    /// <summary>Adds Exif.</summary>
    /// <param name="block">From its TIFF header on.</param>
    public JpegBuilder Exif(byte[] block) => Segment(0xE1, [.. "Exif\0\0"u8, .. block]);

    /// <summary>Adds a colour profile in segments of limited length.</summary>
    public JpegBuilder Profile(byte[] profile, int most = 300)
    {
        var parts = profile.Chunk(most).ToList();
        for (var i = 0; i < parts.Count; i++) Segment(0xE2, [.. "ICC_PROFILE\0"u8, (byte)(i + 1), (byte)parts.Count, .. parts[i]]);
        return this;
    }

    /// <summary>Adds an additional picture after this one, and the multi-picture index that announces it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="wrongBy">How far beside its place it is announced.</param>
    public JpegBuilder Further(byte[] picture, int wrongBy = 0)
    {
        const int indexLength = 4 + 8 + 2 + 12 + 4 + 32;
        // Offsets count from the TIFF header, which follows SOI, the segments added before, a segment header and "MPF\0".
        var header = 2 + before.Count + 4 + 4;
        var offset = 2 + before.Count + 4 + indexLength + (coded.Length - 2) - header;
        Segment(0xE2,
        [
            .. "MPF\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1,
            0xB0, 0x02, 0, 7, 0, 0, 0, 32, 0, 0, 0, 26, 0, 0, 0, 0,
            0x20, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, .. U32(picture.Length), .. U32(offset + wrongBy), 0, 0, 0, 0,
        ]);
        return Behind(picture);
    }

    /// <summary>Adds a Samsung trailer: one block with a time, and a directory.</summary>
    public JpegBuilder SamsungTrailer()
    {
        byte[] block = [0, 0, 0x01, 0x0A, 14, 0, 0, 0, .. "Image_UTC_Data1783668600000"u8];
        byte[] directory = [.. "SEFH"u8, 0x6B, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x01, 0x0A, (byte)block.Length, 0, 0, 0, (byte)block.Length, 0, 0, 0];
        return Behind([.. block, .. directory, (byte)directory.Length, 0, 0, 0, .. "SEFT"u8]);
    }

    /// <summary>Adds bytes after the end of the image.</summary>
    public JpegBuilder Behind(byte[] bytes)
    {
        behind.AddRange(bytes);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build() => [.. coded[..2], .. before, .. coded[2..], .. behind];

    private static byte[] U32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
