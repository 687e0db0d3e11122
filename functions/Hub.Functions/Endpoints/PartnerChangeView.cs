using System.Text.Json.Serialization;
using Hub.Domain.Partners;

namespace Hub.Functions.Endpoints;

/// <summary>What putting or restoring a partner would make of it, where it was only asked.</summary>
/// <param name="Removed">Secrets and headers that would go; the number to confirm. 0 where none is asked.</param>
/// <param name="DryRun">True: nothing was changed.</param>
/// <param name="Partner">The partner as it would be, secrets masked.</param>
internal sealed record PartnerChangeView(int Removed, bool DryRun, PartnerDocument Partner)
{
    /// <summary>The view of a partner.</summary>
    public static PartnerChangeView Of(Partner partner, int removed) => new(removed, true, PartnerDocument.Of(partner));
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartnerChangeView))]
internal sealed partial class PartnerChangeJson : JsonSerializerContext;
