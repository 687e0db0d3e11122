using System.Runtime.CompilerServices;
using System.Text;

namespace Hub.PowerBi.Tests.Support;

/// <summary>The files of the project in this repository.</summary>
internal static class Files
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The folder of the Power BI project.</summary>
    public static string Folder { get; } = Path.Combine(Root, "infra", "powerbi");

    /// <summary>What is kept by hand beside what is made: the guide, and Microsoft's theme.</summary>
    public static readonly IReadOnlyList<string> ByHand = ["README.md", $"Ketenhub.Report/StaticResources/SharedResources/BaseThemes/{Report.Theme.Base}.json"];

    /// <summary>Each file of the project and its text, without those that are kept by hand.</summary>
    public static IReadOnlyDictionary<string, string> Read() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(f => (Path: Path.GetRelativePath(Folder, f).Replace('\\', '/'), File: f))
        .Where(f => !ByHand.Contains(f.Path) && !f.Path.Contains("/.pbi/", StringComparison.Ordinal))
        .ToDictionary(f => f.Path, f => File.ReadAllText(f.File).ReplaceLineEndings("\n"), StringComparer.Ordinal);

    /// <summary>Writes files, and removes those that are not made any more.</summary>
    public static void Write(IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(Folder))
            foreach (var old in Read().Keys.Except(files.Keys)) File.Delete(Path.Combine(Folder, old));
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
