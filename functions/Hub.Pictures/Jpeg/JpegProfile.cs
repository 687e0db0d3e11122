using Hub.Pictures.Icc;

namespace Hub.Pictures.Jpeg;

/// <summary>The colour profile in the segments of a JPEG (ICC.1:2022 annex B.4): each has a number from 1 on, and how many there are.</summary>
internal sealed class JpegProfile
{
    private const int MarkerLength = 4;
    private const int MaxInSegment = ushort.MaxValue - 2 - 14;

    private readonly List<ReadOnlyMemory<byte>> segments = [];

    private static ReadOnlySpan<byte> Identifier => "ICC_PROFILE\0"u8;

    /// <summary>Whether an application segment, after its length field, holds a part of a profile.</summary>
    public static bool IsPart(ReadOnlySpan<byte> content) => content.StartsWith(Identifier) && content.Length > Identifier.Length + 2;

    /// <summary>Adds a segment, from its marker on.</summary>
    public void Add(ReadOnlyMemory<byte> segment) => segments.Add(segment);

    /// <summary>The segments to write in the place of those that were read; none where there is no profile or it is removed.</summary>
    /// <returns>The segments, and why a profile is removed; null where it is kept or there is none.</returns>
    public (IReadOnlyList<ReadOnlyMemory<byte>> Segments, string? Dropped) Clean()
    {
        if (segments.Count == 0) return ([], null);
        var numbers = segments.Select(s => (int)Number(s, 0)).ToList();
        var most = segments.Max(s => (int)Number(s, 1));
        // Some writers count from 0, repeat the whole profile or number nothing: parts with numbers of their own have an order, others are as they stand.
        var areNumbered = numbers.Distinct().Count() == numbers.Count;
        var inOrder = areNumbered ? [.. segments.OrderBy(s => Number(s, 0))] : segments;
        var whole = new PictureBytes([.. inOrder.Select(s => s[(MarkerLength + Identifier.Length + 2)..])]).ToArray();
        if (areNumbered && segments.Count < most && !IccProfile.IsWhole(whole)) return ([], "a part of it is missing");
        var (kept, dropped) = IccProfile.Clean(whole);
        if (kept is not { } clean) return ([], dropped);
        var isByTheBook = numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)) && segments.All(s => Number(s, 1) == segments.Count);
        return (isByTheBook && clean.Span.SequenceEqual(whole) ? segments : [.. Written(clean)], null);
    }

    private static byte Number(ReadOnlyMemory<byte> segment, int place) => segment.Span[MarkerLength + Identifier.Length + place];

    private static IEnumerable<ReadOnlyMemory<byte>> Written(ReadOnlyMemory<byte> profile)
    {
        var count = (profile.Length + MaxInSegment - 1) / MaxInSegment;
        for (var i = 0; i < count; i++)
        {
            var part = profile.Slice(i * MaxInSegment, Math.Min(MaxInSegment, profile.Length - (i * MaxInSegment)));
            var length = 2 + Identifier.Length + 2 + part.Length;
            yield return (byte[])[0xFF, JpegMarker.Application2, (byte)(length >> 8), (byte)length, .. Identifier, (byte)(i + 1), (byte)count, .. part.Span];
        }
    }
}
