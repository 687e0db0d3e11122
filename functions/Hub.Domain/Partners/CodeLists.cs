using Hub.Domain.Documents;
using Hub.Domain.Keys;

namespace Hub.Domain.Partners;

/// <summary>The lists of which a partner may use single codes otherwise (<see cref="Connection.Codes"/>), each with the codes of the standard.</summary>
/// <param name="ByLanguage">By language and by the list's name; a language that is not there has none.</param>
public sealed record CodeLists(IReadOnlyDictionary<Language, IReadOnlyDictionary<string, IReadOnlyList<string>>> ByLanguage)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];

    /// <summary>Notes each list that the language does not have, and each code that is not one of the standard's: it would do nothing, or stop messages.</summary>
    /// <param name="language">What the partner speaks.</param>
    /// <param name="given">List, the partner's code, the standard's code; null where it has none of its own.</param>
    /// <param name="errors">Takes the errors.</param>
    internal void Check(
        Language language, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? given, List<ReadError> errors)
    {
        var lists = ByLanguage.GetValueOrDefault(language, None);
        foreach (var (list, codes) in given ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
        {
            var place = $"/connection/codes/{DocumentReader.Step(list)}";
            if (lists.Count == 0)
                errors.Add(new(place, $"No codes: {language} has no list of which a partner uses others."));
            else if (!lists.TryGetValue(list, out var standard))
                errors.Add(new(place, $"One of the lists {string.Join(", ", lists.Keys)}."));
            else if (codes is null)
                errors.Add(new(place, "The partner's codes, each with the standard's code."));
            else
                errors.AddRange(codes.Where(c => KeyText.Given(c.Key) is null || !standard.Contains(c.Value)).Select(c => new ReadError(
                    $"{place}/{DocumentReader.Step(c.Key)}", $"A code of the partner's with one of the standard: {string.Join(", ", standard)}.")));
        }
    }
}
