using System.Text.Json.Serialization;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Functions.Endpoints;

/// <summary>What putting or restoring a partner would make of it, where it was only asked.</summary>
/// <param name="Removed">Headers, secrets, codes, watchers, people and the Teams workflow that would go; the number to confirm. 0 where none is asked.</param>
/// <param name="Lists">The lists that lose all of them, by their JSON Pointer.</param>
/// <param name="DryRun">True: nothing was changed.</param>
/// <param name="Partner">The partner as it would be, secrets masked.</param>
internal sealed record PartnerChangeView(int Removed, IReadOnlyList<string> Lists, bool DryRun, PartnerDocument Partner)
{
    /// <summary>The view of a partner.</summary>
    public static PartnerChangeView Of(Partner partner, IReadOnlyList<PartnerRemoval> removals) =>
        new(removals.Sum(r => r.Removed), [.. removals.Select(r => r.Place)], true, PartnerDocument.Of(partner));
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartnerChangeView))]
internal sealed partial class PartnerChangeJson : JsonSerializerContext;
