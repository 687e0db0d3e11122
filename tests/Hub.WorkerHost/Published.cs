using System.Runtime.CompilerServices;

namespace Hub.WorkerHost;

/// <summary>The folder that <c>tests/publish-worker.sh</c> fills.</summary>
public static class Published
{
    /// <summary>The root folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The folder of the published app.</summary>
    /// <exception cref="InvalidOperationException">It is missing, or a source of the hub is newer: the tests would pass judgement on what is no more.</exception>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var mark = new FileInfo(Path.Combine(Root, "tests", "obj", "worker", "published"));
        var isOfNow = mark.Exists && Directory.EnumerateFiles(Path.Combine(Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .All(f => IsGenerated(f) || File.GetLastWriteTimeUtc(f) <= mark.LastWriteTimeUtc);
        return isOfNow
            ? Path.Combine(Root, "tests", "obj", "worker", "app")
            : throw new InvalidOperationException("The hub for Azure is not published, or was before its sources changed: run bash tests/publish-worker.sh.");
    }

    private static bool IsGenerated(string file) => file.Split(Path.DirectorySeparatorChar).Contains("obj");

    private static string Here([CallerFilePath] string path = "") => path;
}
