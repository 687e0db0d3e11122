using System.Security.Cryptography;

namespace Hub.Pictures;

/// <summary>
/// The bytes of a picture in parts, one after the other. Nearly all of a cleaned picture stands in the picture that came in: its parts
/// point there, so that it is not in memory twice.
/// </summary>
/// <param name="Parts">The parts, in order.</param>
public sealed record PictureBytes(IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Bytes in one part.</summary>
    public PictureBytes(ReadOnlyMemory<byte> whole)
        : this([whole])
    {
    }

    /// <summary>Number of bytes.</summary>
    public long Length { get; } = Parts.Sum(p => (long)p.Length);

    /// <summary>Lower-case hex SHA-256 of the bytes; computed at each call.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Parts) hash.AppendData(part.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The bytes in one piece: a copy.</summary>
    public byte[] ToArray()
    {
        var whole = new byte[Length];
        var at = 0;
        foreach (var part in Parts)
        {
            part.Span.CopyTo(whole.AsSpan(at));
            at += part.Length;
        }
        return whole;
    }
}
