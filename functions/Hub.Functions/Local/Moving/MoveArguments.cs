namespace Hub.Functions.Local.Moving;

/// <summary>Where a hub is.</summary>
internal enum HubPlace
{
    /// <summary>The data directory of this machine.</summary>
    Embedded,

    /// <summary>The services in Azure.</summary>
    Azure,
}

/// <summary>The command line of a move.</summary>
/// <param name="IsExport">True for <c>export</c>, false for <c>import</c>.</param>
/// <param name="Folder">The folder of the export.</param>
/// <param name="Place">The hub that is exported, or into which is imported.</param>
/// <param name="AppIsStopped">True where whoever runs it says that the function app is stopped.</param>
/// <param name="PassphraseFile">The file in which the passphrase is; null where it is in the environment.</param>
/// <param name="Settings">The settings among the arguments, as <c>--Hub:NAME=VALUE</c>.</param>
internal sealed record MoveArguments(
    bool IsExport, string Folder, HubPlace Place, bool AppIsStopped, string? PassphraseFile, IReadOnlyList<string> Settings)
{
    /// <summary>The environment variable that holds the passphrase.</summary>
    public const string PassphraseVariable = "HUB_MOVE_PASSPHRASE";

    /// <summary>How the commands are written.</summary>
    public const string Usage = """
        export FOLDER [--from embedded|azure] [--app-is-stopped] [--passphrase-file FILE] [settings]
        import FOLDER --to embedded|azure     [--app-is-stopped] [--passphrase-file FILE] [settings]

          FOLDER                   the export: made for its owner alone. It holds personal data
          --from, --to             embedded is the data directory of this machine (Hub:DataDirectory), azure the services that
                                   Cosmos:accountEndpoint, Blobs:serviceUri, Evidence:serviceUri and KeyVault:vaultUri name,
                                   as whom az login signed in
          --app-is-stopped         required with azure: the function app is stopped, and stays so until the command has ended
          --passphrase-file FILE   the passphrase that secrets are encrypted with; else it is in the environment as HUB_MOVE_PASSPHRASE
          settings                 as --Hub:DataDirectory=VALUE or --Cosmos:accountEndpoint=VALUE; also in the environment

        A command that was broken off goes on where it was when it is run again.
        """;

    private const string Export = "export";
    private const string Import = "import";

    private static readonly string[] Sections = ["Hub:", "Cosmos:", "Blobs:", "Evidence:", "KeyVault:", "contentRoot", "environment"];
    private static readonly HashSet<string> Help = new(StringComparer.OrdinalIgnoreCase) { "--help", "-h", "-?", "/?", "help" };

    /// <summary>True for the command line of a move.</summary>
    public static bool IsMove(string[] args) => args is [Export or Import, ..];

    /// <summary>True where whoever runs it asks how it is written.</summary>
    public static bool AsksForHelp(string[] args) => args.Any(Help.Contains);

    /// <summary>Reads the command line of a move.</summary>
    /// <exception cref="MoveException">It is not written as <see cref="Usage"/> says.</exception>
    public static MoveArguments Parse(string[] args)
    {
        var isExport = args[0] == Export;
        string? folder = null, place = null, file = null;
        var isStopped = false;
        var settings = new List<string>();
        for (var at = 1; at < args.Length; at++)
        {
            var (name, value) = Split(args[at]);
            if (name == (isExport ? "--from" : "--to")) place = Once(place, name, value ?? Next(args, ref at));
            else if (name == "--passphrase-file") file = Once(file, name, value ?? Next(args, ref at));
            else if (name == "--app-is-stopped" && value is null) isStopped = true;
            else if (IsSetting(name)) settings.Add(value is null ? $"{name}={Next(args, ref at)}" : args[at]);
            else if (folder is null && !name.StartsWith('-')) folder = args[at];
            // Not the argument itself: it may be a passphrase.
            else throw Wrong($"argument {at + 1} is not known");
        }
        if (folder is null) throw Wrong("the folder is missing");
        if (place is null && !isExport) throw Wrong("--to is missing");
        return new MoveArguments(isExport, folder, PlaceOf(place), isStopped, file, settings);
    }

    private static bool IsSetting(string name) => Array.Exists(Sections, s => name.StartsWith("--" + s, StringComparison.OrdinalIgnoreCase));

    private static HubPlace PlaceOf(string? text) => text switch
    {
        null or "embedded" => HubPlace.Embedded,
        "azure" => HubPlace.Azure,
        _ => throw Wrong("the place is embedded or azure"),
    };

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Next(string[] args, ref int at) => at + 1 < args.Length && !args[at + 1].StartsWith("--", StringComparison.Ordinal)
        ? args[++at]
        : throw Wrong($"{Split(args[at]).Name} lacks its value");

    private static string Once(string? before, string name, string value) => before is null ? value : throw Wrong($"{name} stands there twice");

    private static MoveException Wrong(string why) => new($"The command line is wrong: {why}.\n\n{Usage}");
}
