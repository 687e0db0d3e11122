using Microsoft.Extensions.Configuration;

namespace Hub.Functions.Settings;

/// <summary>
/// The section <c>Hub</c> of the settings. It remembers each name that was asked for: any other name in it is a mistake, which would otherwise do nothing
/// and say nothing.
/// </summary>
internal sealed class HubSection(IConfiguration configuration)
{
    /// <summary>What the name of each setting begins with.</summary>
    public const string Prefix = $"{Name}:";

    private const string Name = "Hub";

    // Further apart than this, two names are not the same word misspelt.
    private const int MaxMistakes = 3;

    // The name of the section is short: with more, it is another word.
    private const int MaxSectionMistakes = 1;

    private readonly IConfigurationSection _section = configuration.GetSection(Name);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The settings that were asked for, by their names below <c>Hub:</c>.</summary>
    public IReadOnlySet<string> Known => _known;

    /// <summary>
    /// The part of a path that is a name and may be shown: what stands behind the name of a setting may be its value, as in <c>ManageKey:secret</c>.
    /// </summary>
    /// <param name="path">A path below <c>Hub:</c>.</param>
    /// <param name="known">The names of the settings.</param>
    public static string NameIn(string path, IReadOnlySet<string> known)
    {
        var steps = path.Split(':');
        var sections = known.Where(k => k.Contains(':', StringComparison.Ordinal)).Select(k => k.Split(':')[0]);
        return sections.Contains(steps[0], StringComparer.OrdinalIgnoreCase) ? string.Join(':', steps.Take(2)) : steps[0];
    }

    /// <summary>The value of a setting, by its name below <c>Hub:</c>; null where it is not set.</summary>
    public string? this[string name]
    {
        get
        {
            _known.Add(name);
            return _section[name];
        }
    }

    /// <summary>To be called when every setting was asked for.</summary>
    /// <exception cref="SettingException">A setting is there that nobody asked for.</exception>
    public void RefuseUnknown()
    {
        foreach (var (path, value) in _section.AsEnumerable(makePathsRelative: true))
        {
            if (value is null || path.Length == 0 || _known.Contains(path)) continue;
            var shown = NameIn(path, _known);
            throw new SettingException(_known.Contains(shown)
                ? $"The setting {Prefix}{shown} has no settings below it: expected {Prefix}{shown} with its value."
                : $"The setting {Prefix}{shown} is not known: {Instead(shown)}.");
        }
        // A section that is nearly this one, with a setting of this one in it.
        foreach (var (path, _) in configuration.AsEnumerable())
        {
            if (path.Split(':', 2) is not [var section, var rest] || section.Equals(Name, StringComparison.OrdinalIgnoreCase)) continue;
            if (Spelling.Mistakes(section, Name) > MaxSectionMistakes) continue;
            var (nearest, mistakes) = _known.Select(k => (k, Spelling.Mistakes(k, rest))).MinBy(k => k.Item2);
            if (mistakes <= MaxMistakes) throw new SettingException($"The setting {path} is not known: did you mean {Prefix}{nearest}?");
        }
        // "Hub_DataDirectory" and "Hub.DataDirectory" are no settings at all. Other names that begin so are somebody else's, as HUB_PORT of a container.
        foreach (var (path, _) in configuration.AsEnumerable())
        {
            if (path.Length <= Name.Length || !path.StartsWith(Name, StringComparison.OrdinalIgnoreCase)) continue;
            if (path[Name.Length] is ':' || char.IsLetterOrDigit(path[Name.Length])) continue;
            if (_known.FirstOrDefault(k => Letters(k).Equals(Letters(path[Name.Length..]), StringComparison.OrdinalIgnoreCase)) is { } meant)
                throw new SettingException($"The setting {path} is not known: expected {Name}:{meant}, in the environment {Name}__{InEnvironment(meant)}.");
        }
    }

    private string Instead(string path)
    {
        var (nearest, mistakes) = _known.Select(k => (k, Spelling.Mistakes(k, path))).MinBy(k => k.Item2);
        return mistakes <= MaxMistakes ? $"did you mean {Prefix}{nearest}" : $"expected one of {string.Join(", ", _known.Order().Select(k => Prefix + k))}";
    }

    private static string InEnvironment(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
