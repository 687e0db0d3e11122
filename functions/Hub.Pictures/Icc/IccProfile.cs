using System.Buffers.Binary;

namespace Hub.Pictures.Icc;

/// <summary>
/// Reads a colour profile (ICC.1:2022 section 7) as decoders read it, and writes it anew with the tags that colour needs. One rule for all
/// formats: bytes behind its stated length are padding, and a tag outside of it is as none (as in Little CMS, _cmsReadHeader). What is free
/// text, private, a date or a maker's mark goes: profiles of screens hold serial numbers and names of their owners.
/// </summary>
internal static class IccProfile
{
    private const int HeaderLength = 128;
    private const int TagLength = 12;

    private static readonly HashSet<uint> Classes = [.. new[] { "scnr", "mntr", "prtr", "spac" }.Select(IccTag.Number)];
    private static readonly HashSet<uint> Connections = [.. new[] { "XYZ ", "Lab " }.Select(IccTag.Number)];

    /// <summary>Whether there are as many bytes as the profile states.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes) <= bytes.Length;

    /// <summary>Cleans a profile.</summary>
    /// <param name="bytes">The bytes in the place of a profile.</param>
    public static CleanProfile Clean(ReadOnlyMemory<byte> bytes)
    {
        var all = bytes.Span;
        if (all.Length < HeaderLength + 4 || !all[36..40].SequenceEqual("acsp"u8)) return CleanProfile.Without("it does not begin as an ICC profile does");
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(all), (uint)all.Length);
        if (end > PictureLimits.ProfileBytes) return CleanProfile.Without($"it has more than {PictureLimits.ProfileBytes} bytes");
        if (end < HeaderLength + 4) return CleanProfile.Without("its stated length is too short");
        var profile = all[..end];
        var count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderLength..]);
        if (count > (end - HeaderLength - 4) / TagLength) return CleanProfile.Without("its table of tags is longer than the profile");
        var tags = Read(profile, (int)count);
        if (!IsUsable(profile, tags)) return CleanProfile.Without("the tags that tell its colours are missing or broken");
        if (tags.Sum(t => (long)t.Data.Length) > PictureLimits.ProfileBytes)
            return CleanProfile.Without($"its tags have more than {PictureLimits.ProfileBytes} bytes");
        var clean = IccWriter.Write(profile, tags);
        return new(profile.SequenceEqual(clean) ? bytes[..end] : clean, null);
    }

    private static List<IccTag> Read(ReadOnlySpan<byte> profile, int count)
    {
        var found = new List<IccTag>();
        for (var i = 0; i < count; i++)
        {
            var entry = profile.Slice(HeaderLength + 4 + (i * TagLength), TagLength);
            var signature = BinaryPrimitives.ReadUInt32BigEndian(entry);
            long offset = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), length = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            if (!IccTag.IsKept(signature) || offset + length > profile.Length || found.Exists(t => t.Signature == signature)) continue;
            if (IccTag.Read(signature, profile.Slice((int)offset, (int)length)) is { } tag) found.Add(tag);
        }
        return found;
    }

    // A source profile of a picture (sections 8.2 to 8.5): by a matrix and curves, one curve, or a table. Links, abstract profiles and named
    // colours are of no picture.
    private static bool IsUsable(ReadOnlySpan<byte> profile, List<IccTag> tags)
    {
        bool Has(string signature) => tags.Exists(t => t.Signature == IccTag.Number(signature));
        if (!Classes.Contains(IccTag.Number(profile[12..])) || !Connections.Contains(IccTag.Number(profile[20..]))) return false;
        if (Has("A2B0") || Has("A2B1") || Has("A2B2") || Has("D2B0") || Has("D2B1")) return true;
        var space = IccTag.Number(profile[16..]);
        return space == IccTag.Number("RGB ")
            ? Has("cicp") || (Has("rXYZ") && Has("gXYZ") && Has("bXYZ") && Has("rTRC") && Has("gTRC") && Has("bTRC"))
            : space == IccTag.Number("GRAY") && Has("kTRC");
    }
}

/// <summary>What is kept of a profile.</summary>
/// <param name="Kept">The bytes to keep; null where the profile is removed.</param>
/// <param name="Dropped">Why it is removed, as the end of a sentence; null where it is kept.</param>
internal readonly record struct CleanProfile(ReadOnlyMemory<byte>? Kept, string? Dropped)
{
    /// <summary>A profile that is removed.</summary>
    public static CleanProfile Without(string reason) => new(null, reason);
}
