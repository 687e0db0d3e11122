using System.Globalization;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The query of a request that replaces a whole: <c>dryRun</c> and <c>confirm</c>.</summary>
internal static class ReplacementQuery
{
    /// <summary>Reads it, or the answer that says what is wrong with it.</summary>
    public static ValueOrAnswer<Replacement> Read(HttpRequest request, ReplacementLimits limits)
    {
        var query = new QueryParameters(request);
        var replacement = new Replacement(query.Flag("dryRun"), query.Whole("confirm", 0, int.MaxValue)) { Limits = limits };
        return query.Refusal is { } wrong ? ValueOrAnswer<Replacement>.End(wrong) : ValueOrAnswer<Replacement>.Of(replacement);
    }

    /// <summary>The refusal of a replacement that removes more than is allowed unasked.</summary>
    /// <param name="what">What it removes, such as <c>dwellings</c>.</param>
    /// <param name="removed">How many; the number to confirm.</param>
    /// <param name="of">Of how many, in words.</param>
    public static Fault RemovesMany(string what, int removed, string of = "") => new(409, "removes-many", "The replacement removes much",
        string.Create(CultureInfo.InvariantCulture, $"It would remove {removed} {what}{of}. Nothing was changed. ")
        + string.Create(CultureInfo.InvariantCulture, $"If that is meant, send it again with ?confirm={removed}; ?dryRun=true tells what would change."));
}
