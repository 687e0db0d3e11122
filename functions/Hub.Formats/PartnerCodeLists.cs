using Hub.Domain.Partners;

namespace Hub.Formats;

/// <summary>The lists of each language of which a partner may use single codes otherwise.</summary>
public static class PartnerCodeLists
{
    /// <summary>All of them; CloudEvents have the hub's own words, which are nobody else's.</summary>
    public static readonly CodeLists All = new(new Dictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        [Language.Vera] = Vera.Codes.CodeMaps.Overridable,
        [Language.Dico] = Dico.Codes.CodeMaps.Overridable,
    });
}
