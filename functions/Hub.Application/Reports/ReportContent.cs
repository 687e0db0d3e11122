using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Application.Reports;

/// <summary>How stores keep what a report has: packed, a tenth of its size, so that it fits into one document and one write.</summary>
public static class ReportContent
{
    /// <summary>Packs a page or a table (gzip, RFC 1952).</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> content)
    {
        using var to = new MemoryStream();
        using (var packed = new GZipStream(to, CompressionLevel.SmallestSize)) packed.Write(content.Span);
        return to.ToArray();
    }

    /// <summary>Unpacks what <see cref="Pack"/> gave.</summary>
    public static byte[] Unpack(byte[] packed)
    {
        using var from = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }
}

/// <summary>The JSON of an entry.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportEntry))]
public sealed partial class ReportJson : JsonSerializerContext;
