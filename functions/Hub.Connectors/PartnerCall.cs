using System.Net.Http.Headers;
using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;

namespace Hub.Connectors;

/// <summary>One request to a partner, checked before anything is sent.</summary>
internal static class PartnerCall
{
    /// <summary>The address of a message: the partner's URL, or below it; null with the reason where it cannot be used.</summary>
    public static Uri? Address(Connection connection, string? path, bool allowHttp, out SendResult.Failed? failure)
    {
        failure = null;
        var url = connection.Url;
        if (url is null || !url.IsAbsoluteUri)
        {
            failure = Failures.Without(FailureKind.Misconfigured, "The partner's connection has no absolute URL.");
            return null;
        }
        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        {
            failure = Failures.Without(FailureKind.Misconfigured, "The partner's URL must begin with https://.");
            return null;
        }
        if (url.Scheme == Uri.UriSchemeHttp && !allowHttp)
        {
            failure = Failures.Without(FailureKind.NotAllowed, "The partner's URL is plain HTTP; the hub sends over HTTPS only.");
            return null;
        }
        if (path is null) return url;

        var root = url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
        if (Uri.TryCreate(root + path + url.Query, UriKind.Absolute, out var joined)
            && joined.AbsoluteUri.StartsWith(new Uri(root).AbsoluteUri, StringComparison.Ordinal))
            return joined;
        // A key such as ".." would lead out of the partner's own base.
        failure = Failures.Without(FailureKind.Misconfigured, "The message's path does not lie below the partner's URL.");
        return null;
    }

    /// <summary>The request, or null with the reason where a header cannot be sent.</summary>
    public static HttpRequestMessage? Request(
        Uri address, OutboundMessage message, IEnumerable<KeyValuePair<string, string>> headers, out SendResult.Failed? failure)
    {
        var request = new HttpRequestMessage(new HttpMethod(message.Method), address) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(message.ContentType, out var type) ? type : null;
        return Sendable(request, headers, out failure);
    }

    /// <summary>A request for what stands at an address, or null with the reason where a header cannot be sent.</summary>
    /// <param name="address">The address.</param>
    /// <param name="accept">Media types that are wanted.</param>
    /// <param name="headers">The partner's; what describes a body is left out, for there is none.</param>
    /// <param name="failure">Why there is no request.</param>
    public static HttpRequestMessage? Get(
        Uri address, IEnumerable<string> accept, IEnumerable<KeyValuePair<string, string>> headers, out SendResult.Failed? failure)
    {
        var request = Sendable(new HttpRequestMessage(HttpMethod.Get, address), headers, out failure);
        if (request is null) return null;
        request.Headers.Accept.Clear();
        foreach (var type in accept) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return request;
    }

    private static HttpRequestMessage? Sendable(
        HttpRequestMessage request, IEnumerable<KeyValuePair<string, string>> headers, out SendResult.Failed? failure)
    {
        failure = null;
        foreach (var (name, value) in headers)
        {
            if (!PartnerChecks.IsTransportHeader(name) && PartnerChecks.IsHeaderValue(value) && Add(request, name, value)) continue;
            request.Dispose();
            failure = Failures.Without(FailureKind.Misconfigured, $"The header {Shown(name)} of the partner's connection cannot be sent.");
            return null;
        }
        return request;
    }

    private static bool Add(HttpRequestMessage request, string name, string value)
    {
        // Later ones win: what the language sets goes before what the settings say.
        if (request.Headers.TryAddWithoutValidation(name, (string?)null))
        {
            request.Headers.Remove(name);
            return request.Headers.TryAddWithoutValidation(name, value);
        }
        using var nothing = request.Content is null ? new ByteArrayContent([]) : null;
        var content = (request.Content ?? nothing!).Headers;
        if (!content.TryAddWithoutValidation(name, (string?)null)) return false;
        content.Remove(name);
        return content.TryAddWithoutValidation(name, value);
    }

    private static string Shown(string name) => string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(60));
}
