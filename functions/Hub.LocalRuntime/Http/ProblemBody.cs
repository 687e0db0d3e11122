using System.Text.Json.Serialization;

namespace Hub.LocalRuntime;

/// <summary>The answer when a function failed: a problem of RFC 9457, without a word of the exception.</summary>
/// <param name="Title">What went wrong, in general.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record ProblemBody(string Title, int Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
