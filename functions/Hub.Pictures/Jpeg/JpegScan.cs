namespace Hub.Pictures.Jpeg;

/// <summary>The header of one scan (ITU-T T.81 section B.2.3), checked against the frame.</summary>
/// <param name="Components">The components that it codes.</param>
/// <param name="From">First coefficient, 0 to 63.</param>
/// <param name="IsFirstPass">Whether it codes the coefficients for the first time and not the next bit of them.</param>
internal sealed record JpegScan(IReadOnlyList<JpegComponent> Components, int From, bool IsFirstPass)
{
    /// <summary>Reads the header's segment, after its length field.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="tables">The tables defined before it.</param>
    public static JpegScan Read(ref ByteReader segment, JpegFrame frame, JpegTables tables)
    {
        int count = segment.U8("a number of components");
        if (count < 1 || count > frame.Components.Count) throw segment.Broken("as many components as the frame has, or less, before it");
        var components = new List<JpegComponent>(count);
        var choices = segment.ReadBytes(2 * count, "the components of the scan");
        int from = segment.U8("a first coefficient"), to = segment.U8("a last coefficient"), bits = segment.U8("bit positions");
        int high = bits >> 4, low = bits & 15;
        if (frame.IsProgressive)
        {
            // Section G.1.1.1: a scan codes the DC coefficient only, or AC coefficients of one component only, with successively finer bits.
            if (from > to || to > 63 || (from == 0 && to != 0) || (from > 0 && count > 1))
                throw segment.Broken("the mean, or other coefficients of one component, before it");
            if (low > 13 || (high != 0 && high != low + 1)) throw segment.Broken("the next bit of the coefficients before it");
        }
        var usesMean = !frame.IsProgressive || (from == 0 && high == 0);
        var usesRest = !frame.IsProgressive || from > 0;
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var id = choices[2 * i];
            var index = frame.Components.TakeWhile(c => c.Id != id).Count();
            if (index <= last || index >= frame.Components.Count) throw segment.Broken("components of the frame, in its order, before it");
            last = index;
            var component = frame.Components[index];
            if (!tables.HasQuantization(component.QuantizationTable)) throw segment.Broken("the component's quantization table before its scan");
            int mean = choices[(2 * i) + 1] >> 4, rest = choices[(2 * i) + 1] & 15;
            if ((usesMean && !tables.HasDcTable(mean)) || (usesRest && !tables.HasAcTable(rest)))
                throw segment.Broken("the component's Huffman tables before its scan");
            components.Add(component);
        }
        segment.RequireEnd("the scan header");
        return new(components, from, !frame.IsProgressive || high == 0);
    }

    /// <summary>
    /// Walks the coded data to the marker that ends it. A byte FF in it is followed by 00 (section B.1.1.5) or starts a restart marker.
    /// Restart markers count from 0 to 7 repeatedly; their number follows from the restart interval.
    /// </summary>
    /// <param name="reader">Positioned after the header; afterwards at the marker that ends the scan.</param>
    /// <param name="intervals">Number of restart intervals in the scan; 1 where it has no restarts.</param>
    public static void Walk(ref ByteReader reader, long intervals)
    {
        var data = reader.Rest;
        int at = 0, restarts = 0;
        while (true)
        {
            var found = data[at..].IndexOf((byte)0xFF);
            var mark = found < 0 ? data.Length : at + found;
            var next = mark;
            while (next < data.Length && data[next] == 0xFF) next++;
            if (next == data.Length)
            {
                reader.ReadBytes(data.Length, "coded data");
                throw reader.Broken("coded data up to an end of image marker (FFD9)");
            }
            var code = data[next];
            at = next + 1;
            if (code == 0) continue;
            if (code is < JpegMarker.FirstRestart or > JpegMarker.LastRestart)
            {
                if (mark == 0) throw reader.Broken("coded data");
                reader.ReadBytes(mark, "coded data");
                // Some cameras write one behind the last interval too; decoders pass over it.
                if (restarts != intervals - 1 && restarts != intervals)
                    throw reader.Broken($"{intervals - 1} restart markers before it in the scan, and there are {restarts}");
                return;
            }
            if (code != JpegMarker.FirstRestart + (restarts % 8) && restarts != intervals - 1)
            {
                reader.ReadBytes(mark, "coded data");
                throw reader.Broken("the restart marker that is next in the row");
            }
            restarts++;
        }
    }
}
