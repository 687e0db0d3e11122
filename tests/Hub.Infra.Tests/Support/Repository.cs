using System.Runtime.CompilerServices;

namespace Hub.Infra.Tests.Support;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The folder of the templates.</summary>
    public static string Infra { get; } = Path.Combine(Root, "infra");

    /// <summary>The text of a file.</summary>
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Here([CallerFilePath] string path = "") => path;
}
