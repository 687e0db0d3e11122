using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Hub.CosmosStandIn;

/// <summary>An answer of the service.</summary>
internal sealed class Answer(HttpStatusCode status, byte[] body)
{
    public HttpStatusCode Status { get; } = status;

    public byte[] Body { get; } = body;

    public Dictionary<string, string> Headers { get; } = [];

    public static Answer Of(HttpStatusCode status, JsonNode? body = null, string? etag = null)
    {
        var answer = new Answer(status, body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString()));
        if (etag is not null) answer.Headers["etag"] = etag;
        return answer;
    }

    /// <summary>An error, with its sub-status where it has one.</summary>
    public static Answer Error(HttpStatusCode status, string message, int subStatus = 0)
    {
        var answer = Of(status, new JsonObject { ["code"] = status.ToString(), ["message"] = message });
        if (subStatus != 0) answer.Headers["x-ms-substatus"] = $"{subStatus}";
        return answer;
    }

}
