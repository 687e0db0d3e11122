using System.Security.Cryptography;

namespace Hub.Pictures;

/// <summary>
/// The bytes of a picture as consecutive parts. Nearly all bytes of a cleaned picture are those of the received one: the parts reference
/// that buffer, so the picture is not in memory twice.
/// </summary>
/// <param name="Parts">The parts, in order.</param>
public sealed record PictureBytes(IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>A picture of one part.</summary>
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

    /// <summary>A copy of the bytes in one array.</summary>
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
