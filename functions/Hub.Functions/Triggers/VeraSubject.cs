using System.Text.RegularExpressions;
using Hub.Application.Intake;

namespace Hub.Functions.Triggers;

/// <summary>What a VERA message of a queue asks, in its subject: a method and a path of the OHD API, as over HTTP.</summary>
internal static partial class VeraSubject
{
    public const string Expected =
        "POST onderhoudsorders, PUT onderhoudsorders, PATCH onderhoudsorders or, for an order by its id, PATCH onderhoudsorders/{id}; none for POST";

    /// <summary>Reads it; without one the order is placed.</summary>
    public static bool TryRead(string? subject, out Operation operation, out string? id)
    {
        (operation, id) = (Operation.Post, null);
        if (string.IsNullOrWhiteSpace(subject)) return true;
        var match = Form().Match(subject.Trim());
        if (!match.Success) return false;
        operation = Enum.Parse<Operation>(match.Groups["method"].Value, ignoreCase: true);
        id = match.Groups["id"] is { Success: true, Value: var text } ? Uri.UnescapeDataString(text) : null;
        return id is null || operation is not Operation.Post;
    }

    [GeneratedRegex("^(?<method>POST|PUT|PATCH) +/?onderhoudsorders/?(?:(?<=/)(?<id>[^/]+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
