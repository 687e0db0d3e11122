using Hub.Pictures.Trailers;

namespace Hub.Pictures.Jpeg;

/// <summary>Walks a JPEG from its first byte to its last and collects the parts to keep.</summary>
internal sealed class JpegReader(ReadOnlyMemory<byte> file)
{
    /// <summary>
    /// Each scan costs a decoder one pass over the whole picture, however few bytes it has. Encoders write about ten; none is known to write more than 64.
    /// </summary>
    private const int MaxScans = 100;

    private readonly JpegTables tables = new();
    private readonly JpegApplicationData application = new(file);
    private readonly List<(ReadOnlyMemory<byte> Bytes, bool IsProfile)> parts = [];
    private readonly HashSet<byte> startedComponents = [];
    private JpegFrame? frame;
    private int scans;
    private int segments;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="PictureRejectedException">It is damaged, incomplete or of an unsupported variety.</exception>
    public JpegPicture Read()
    {
        var reader = new ByteReader(file.Span, 0, JpegPicture.Name);
        if (reader.U16("a start of image (FFD8)") != (0xFF00 | JpegMarker.StartOfImage)) throw reader.Broken("a start of image (FFD8) before it");
        for (var marker = Marker(ref reader); marker != JpegMarker.EndOfImage; marker = Marker(ref reader)) Segment(marker, ref reader);
        if (frame is null || startedComponents.Count < frame.Components.Count) throw reader.Broken("a scan of every component before the end of the image");
        Trailer.Check(file.Span, reader.Offset, JpegPicture.Name, application.FurtherImages);
        var (profile, dropped) = application.Profile.Clean();
        return new(frame, application.Exif, application.JfifSegment, WithProfile(profile), dropped);
    }

    // The profile stands where its first part stood.
    private List<ReadOnlyMemory<byte>> WithProfile(IReadOnlyList<ReadOnlyMemory<byte>> profile)
    {
        var all = new List<ReadOnlyMemory<byte>>();
        var isWritten = false;
        foreach (var (bytes, isProfile) in parts)
        {
            if (!isProfile) all.Add(bytes);
            else if (!isWritten) all.AddRange(profile);
            isWritten |= isProfile;
        }
        return all;
    }

    // Any number of FF may fill the space before a marker (section B.1.1.2); they are not kept.
    private static byte Marker(ref ByteReader reader)
    {
        if (reader.U8("a marker") != 0xFF) throw reader.Broken("a marker (FF) before it");
        byte code;
        do code = reader.U8("a marker");
        while (code == 0xFF);
        return code;
    }

    private void Segment(byte marker, ref ByteReader reader)
    {
        var start = reader.Offset - 2;
        PictureRejectedException.CheckParts(JpegPicture.Name, start, segments++);
        if (JpegMarker.Unsupported.TryGetValue(marker, out var variety)) throw PictureRejectedException.Unsupported(JpegPicture.Name, start, variety);
        if (marker is < JpegMarker.Baseline or (>= JpegMarker.FirstRestart and <= JpegMarker.StartOfImage)
            or (> JpegMarker.Application15 and not JpegMarker.Comment))
            throw reader.Broken("a marker that may stand between the parts of a picture before it");

        int length = reader.U16("a segment's length");
        var segment = reader.Window(length - 2L, "a segment");
        var whole = file[start..reader.Offset];
        switch (marker)
        {
            case JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive:
                if (frame is not null) throw segment.Broken("one frame header in the picture, and this is a second");
                frame = JpegFrame.Read(marker, ref segment);
                parts.Add((whole, false));
                break;
            case JpegMarker.HuffmanTables:
                tables.ReadHuffman(ref segment);
                parts.Add((whole, false));
                break;
            case JpegMarker.QuantizationTables:
                tables.ReadQuantization(ref segment);
                parts.Add((whole, false));
                break;
            case JpegMarker.RestartInterval:
                tables.ReadRestartInterval(ref segment);
                parts.Add((whole, false));
                break;
            case JpegMarker.StartOfScan:
                Scan(ref segment, ref reader);
                parts.Add((file[start..reader.Offset], false));
                break;
            case JpegMarker.Comment:
                break;
            default:
                if (application.Read(marker, segment.Rest, segment.Offset) is { } kept) parts.Add(kept);
                break;
        }
    }

    private void Scan(ref ByteReader segment, ref ByteReader reader)
    {
        if (frame is null) throw segment.Broken("a frame header before the first scan");
        if (++scans > MaxScans) throw segment.Broken($"at most {MaxScans} scans, and this is one more");
        var scan = JpegScan.Read(ref segment, frame, tables);
        foreach (var component in scan.Components)
        {
            var isFirst = startedComponents.Add(component.Id);
            if (!frame.IsProgressive && !isFirst) throw segment.Broken("one scan of every component, and this is a second");
            if (frame.IsProgressive && isFirst && (scan.From > 0 || !scan.IsFirstPass)) throw segment.Broken("the mean of a component before its finer scans");
        }
        JpegScan.Walk(ref reader, tables.Intervals(frame.Units(scan.Components)));
    }
}
