using System.Text;

namespace Hub.Testing.Pictures;

/// <summary>Other metadata than Exif to plant in pictures. Every text in it begins with <see cref="ExifBuilder.Mark"/>.</summary>
public static class Metadata
{
    /// <summary>An XMP packet.</summary>
    public static byte[] Xmp { get; } = Encoding.ASCII.GetBytes(
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        + $"<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='{ExifBuilder.Mark} xmp'/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>");

    /// <summary>Photoshop's resources with an IPTC record that holds a caption.</summary>
    public static byte[] Iptc { get; } = Resource([0x1C, 0x02, 0x78, 0x00, .. Prefixed(Encoding.ASCII.GetBytes($"{ExifBuilder.Mark} caption"))]);

    /// <summary>A colour profile.</summary>
    public static byte[] Profile { get; } = Sample.Read("srgb.icc");

    /// <summary>A planted text.</summary>
    public static byte[] Text(string what) => Encoding.ASCII.GetBytes($"{ExifBuilder.Mark} {what}");

    private static byte[] Resource(byte[] record) =>
        [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 0x04, 0x04, 0, 0, 0, 0, 0, (byte)record.Length, .. record, .. new byte[record.Length % 2]];

    private static byte[] Prefixed(byte[] text) => [(byte)text.Length, .. text];
}
