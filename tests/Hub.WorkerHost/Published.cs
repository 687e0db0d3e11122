using System.Runtime.CompilerServices;

namespace Hub.WorkerHost;

/// <summary>The folder that <c>tests/publish-worker.sh</c> fills.</summary>
public static class Published
{
    /// <summary>The root folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The folder of the published app with the stores of one machine.</summary>
    /// <exception cref="InvalidOperationException">It is missing, or a source of the hub is newer: the tests would pass judgement on what is no more.</exception>
    public static string Folder { get; } = Find("app");

    /// <summary>The folder of the published app as it is deployed to Azure.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Folder"/>.</exception>
    public static string AzureFolder { get; } = Find("azure");

    private static string Find(string name)
    {
        var mark = new FileInfo(Path.Combine(Root, "tests", "obj", "worker", "published"));
        var isOfNow = mark.Exists && Directory.EnumerateFiles(Path.Combine(Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .All(f => IsGenerated(f) || File.GetLastWriteTimeUtc(f) <= mark.LastWriteTimeUtc);
        return isOfNow
            ? Path.Combine(Root, "tests", "obj", "worker", name)
            : throw new InvalidOperationException("The hub for Azure is not published, or was before its sources changed: run bash tests/publish-worker.sh.");
    }

    private static bool IsGenerated(string file) => file.Split(Path.DirectorySeparatorChar).Contains("obj");

    private static string Here([CallerFilePath] string path = "") => path;
}
