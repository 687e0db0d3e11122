using System.Reflection;
using Hub.Functions.Settings;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The program's command line: a switch that it does not know stops the start before anything is made.</summary>
internal static class CommandLine
{
    /// <summary>Plays the demo.</summary>
    public const string Demo = "--demo";

    private const string Usage = """
        Ketenhub, the integration hub for Dutch social housing.

          export FOLDER ...        writes all that a hub keeps into a folder, and
          import FOLDER ...        a folder into a hub: to move from one machine to Azure and back; export --help tells how

          --demo                   a stand-in ERP and four contractors play 25 orders, in a data directory of their own
          --urls ADDRESS           where to listen; http://127.0.0.1:7071 unless set, also as ASPNETCORE_URLS
          --Hub:NAME=VALUE         a setting, as Hub:DataDirectory; README.md lists them. The environment writes it Hub__NAME
          --contentRoot FOLDER     where host.json and local.settings.json are; the current folder unless set
          --environment NAME       name of the environment
          --version                prints the version
          --help                   prints this
        """;

    private static readonly HashSet<string> Help = new(StringComparer.OrdinalIgnoreCase) { "--help", "-h", "-?", "/?", "help" };
    private static readonly HashSet<string> Versions = new(StringComparer.OrdinalIgnoreCase) { "--version", "-v" };
    private static readonly HashSet<string> HostKeys = new(StringComparer.OrdinalIgnoreCase) { "urls", "contentRoot", "environment" };

    private static readonly string[] Switches = ["help", "version", "demo", .. HostKeys, .. HubOptions.Names];

    // A swapped pair of letters counts as two.
    private const int MaxMistakes = 2;

    // Settings of the platform that the environment has too.
    private static readonly string[] Prefixes = ["Hub:", "ASPNETCORE_", "DOTNET_", "OTEL_", "FUNCTIONS_", "AZURE_FUNCTIONS_"];

    /// <summary>
    /// What the program prints and then ends; null where it is to start. No error shows a value, as it may be the key: an argument is shown by its name,
    /// and by its place where it may be a value itself.
    /// </summary>
    /// <exception cref="StartException">An argument is not known, lacks its value, or stands there twice.</exception>
    public static string? Answer(string[] args)
    {
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (args.Any(Help.Contains)) return Usage;
        if (args.Any(Versions.Contains))
            return $"Ketenhub {typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] == Demo)
            {
                if (!given.Add(Demo)) throw new StartException($"The argument {Demo} stands there twice: once is expected.");
                continue;
            }
            var isSwitch = args[at].StartsWith("--", StringComparison.Ordinal);
            var text = isSwitch ? args[at][2..] : args[at].StartsWith('/') ? args[at][1..] : args[at];
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text : text[..equals];
            // A word by itself is no setting: it would be taken for the value of none.
            if (!IsKnown(name) || (equals < 0 && text.Length == args[at].Length))
            {
                var argument = isSwitch ? $"The argument --{Shown(name)}" : $"Argument {at + 1}";
                throw new StartException($"{argument} is not known{Instead(name)}; --help lists what is.");
            }
            if (!given.Add(name)) throw new StartException($"The argument --{Shown(name)} stands there twice: one value is expected.");
            if (equals >= 0) continue;
            if (++at == args.Length || args[at].StartsWith("--", StringComparison.Ordinal))
                throw new StartException($"The argument --{Shown(name)} lacks its value: --{Shown(name)}=... is expected.");
        }
        return null;
    }

    // Behind a colon too may be a value, where that stands for "=".
    private static string Shown(string name)
    {
        if (name.StartsWith(HubSection.Prefix, StringComparison.OrdinalIgnoreCase))
            return HubSection.Prefix + HubSection.NameIn(name[HubSection.Prefix.Length..], HubOptions.Names);
        return name.Split(':')[0];
    }

    private static string Instead(string name)
    {
        // "Hub__ManageKey" and "manage-key" are meant for Hub:ManageKey, and so is either with its value behind a colon.
        var word = Letters(name);
        if (word.StartsWith("hub", StringComparison.OrdinalIgnoreCase)) word = word["hub".Length..];
        if (HubOptions.Names.FirstOrDefault(setting => word.StartsWith(Letters(setting), StringComparison.OrdinalIgnoreCase)) is { } meant)
            return $": did you mean --{HubSection.Prefix}{meant}";
        var (nearest, mistakes) = Switches.Select(s => (s, Spelling.Mistakes(s, name.TrimStart('-')))).MinBy(s => s.Item2);
        return mistakes <= MaxMistakes ? $": did you mean --{(HubOptions.Names.Contains(nearest) ? HubSection.Prefix : "")}{nearest}" : "";
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    /// <summary>True for the name of a setting of the hub or its platform, its parts apart by colons.</summary>
    public static bool IsKnown(string name) =>
        HostKeys.Contains(name) || Array.Exists(Prefixes, p => name.Length > p.Length && name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
