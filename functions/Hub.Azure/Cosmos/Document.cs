using System.Text.Json.Serialization;

namespace Hub.Azure.Cosmos;

/// <summary>A document of a container.</summary>
internal abstract record Document
{
    /// <summary>Its key within its partition; see <see cref="DocumentId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The write that made it what it is. A write whose answer was lost is made again, by the client or by the hub, and is then refused because of
    /// itself: by this it is recognised.
    /// </summary>
    public string? WriteId { get; init; }

    /// <summary>Another one after each write; null in a document that was not read.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    /// <summary>An id for one write.</summary>
    public static string NewWriteId() => Guid.NewGuid().ToString("N");
}
