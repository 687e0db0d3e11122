using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>The headers of a request.</summary>
internal static class RequestHeaders
{
    public static string? Header(this HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) || (request.Content?.Headers.TryGetValues(name, out values) ?? false) ? values.First() : null;

    public static bool Is(this HttpRequestMessage request, string name) => bool.TryParse(request.Header(name), out var value) && value;

    /// <summary>The partition key as one text; null where the request names none.</summary>
    public static string? Partition(this HttpRequestMessage request) =>
        request.Header("x-ms-documentdb-partitionkey") is { } text ? JsonNode.Parse(text)!.ToJsonString() : null;

    public static int? PageSize(this HttpRequestMessage request) =>
        int.TryParse(request.Header("x-ms-max-item-count"), out var size) && size > 0 ? size : null;
}
