using System.Runtime.CompilerServices;

namespace Hub.Testing;

/// <summary>
/// Finds reference material (schemas, code lists) in a folder <c>shared/reference</c> beside the repository. It is not part
/// of the repository, so it may be absent: only tests that compare our own tables of facts with it need it, and are then skipped.
/// </summary>
public static class SharedReference
{
    /// <summary>Full path of a file below <c>shared/reference</c>, or null where there is none.</summary>
    /// <param name="relative">Path below the folder, e.g. <c>vera/OHD.yaml</c>.</param>
    /// <param name="from">Filled in by the compiler; the search goes up from there and from the test's own folder.</param>
    public static string? Find(string relative, [CallerFilePath] string from = "") =>
        Above(Path.GetDirectoryName(from), relative) ?? Above(AppContext.BaseDirectory, relative);

    private static string? Above(string? folder, string relative)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var path = Path.Combine(at, "shared", "reference", relative);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
