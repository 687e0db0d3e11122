using System.Text.RegularExpressions;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>Holds an answer to what the document says of it: status, media type, and a body that fits its schema or is not there.</summary>
internal static partial class AsDescribed
{
    /// <summary>Checks an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="method">Method, in lower case.</param>
    /// <param name="path">Path, as described.</param>
    /// <param name="withHeaders">Whether every header that is described must be there.</param>
    public static void Check(Reply reply, string method, string path, bool withHeaders = false)
    {
        var answers = Description.Root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        Assert.True(answers.TryGetProperty($"{reply.Status}", out var answer), $"{reply.Status} is not described.");
        answer = Description.Follow(answer);
        if (withHeaders && answer.TryGetProperty("headers", out var headers))
            Assert.All(headers.EnumerateObject(), h => Assert.True(reply.Headers.ContainsKey(h.Name), $"{reply.Status} lacks {h.Name}."));
        if (!answer.TryGetProperty("content", out var content))
        {
            Assert.Empty(reply.Body);
            return;
        }
        Assert.True(content.TryGetProperty(reply.ContentType ?? "", out var media), $"{reply.ContentType} is not described.");
        if (reply.ContentType is not ("application/json" or "application/problem+json")) return;
        Assert.Empty(SchemaCheck.Faults(media.GetProperty("schema"), reply.Json));
        // People read answers in a terminal: an apostrophe is an apostrophe.
        Assert.DoesNotMatch(EscapedForHtml(), reply.Text);
    }

    [GeneratedRegex(@"\\u00(22|26|27|2b|3c|3e|60)", RegexOptions.IgnoreCase)]
    private static partial Regex EscapedForHtml();
}
