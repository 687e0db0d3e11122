using System.Runtime.CompilerServices;

namespace Hub.Architecture.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The names of the projects in a top-level folder.</summary>
    public static IEnumerable<string> Projects(string folder) => ProjectFiles(folder).Select(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>The project files in a top-level folder.</summary>
    public static IEnumerable<string> ProjectFiles(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder)).SelectMany(d => Directory.EnumerateFiles(d, "*.csproj"));

    private static string Here([CallerFilePath] string path = "") => path;
}
