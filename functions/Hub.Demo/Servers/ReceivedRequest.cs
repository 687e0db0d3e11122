using System.Text;

namespace Hub.Demo.Servers;

/// <summary>A received request.</summary>
/// <param name="Number">Position in the order of arrival, from 1.</param>
/// <param name="At">When it was complete.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path, still escaped, without the query.</param>
/// <param name="Headers">Headers, names case-insensitive; several values of one name are joined by commas.</param>
/// <param name="Body">The bytes.</param>
public sealed record ReceivedRequest(
    int Number, DateTimeOffset At, string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A stand-in's answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body, or null.</param>
/// <param name="ContentType">Media type of the body.</param>
public sealed record StandInAnswer(int Status, byte[]? Body = null, string? ContentType = null)
{
    /// <summary>204, without a body.</summary>
    public static readonly StandInAnswer Accepted = new(204);

    /// <summary>An error with a text.</summary>
    public static StandInAnswer Rejected(int status, string why) => new(status, Encoding.UTF8.GetBytes(why), "text/plain; charset=utf-8");
}
