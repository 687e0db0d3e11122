using System.Text.Json;
using Hub.Application;
using Hub.Application.Moving;
using Hub.Embedded.Files;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>
/// That there is an import into a data directory, and whether it is finished: <c>import.json</c> in it. A file, so that a start sees it at once, whatever
/// became of the database; how far the import is stands in that.
/// </summary>
public static class ImportFile
{
    private const string Name = "import.json";

    /// <summary>Refuses a data directory into which an import is not finished.</summary>
    /// <exception cref="StoreException">It is not: the hub would work with a part of its data.</exception>
    public static void RefuseUnfinished(string dataDirectory)
    {
        if (Find(dataDirectory) is { FinishedAt: null })
        {
            throw new StoreException($"The import into {Path.GetFullPath(dataDirectory)} is not finished. Run it again: it goes on where it was. "
                + "Or delete the data directory and begin anew.");
        }
    }

    internal static ImportProgress? Find(string dataDirectory) => OnDisk(dataDirectory, path =>
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), MovedJson.Default.ImportProgress) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new StoreException($"The file {path} is damaged: delete the data directory and import again.", e);
        }
    });

    internal static void Save(string dataDirectory, ImportProgress progress) => OnDisk<object?>(dataDirectory, path =>
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, progress, MovedJson.Default.ImportProgress);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
        return null;
    });

    private static T OnDisk<T>(string dataDirectory, Func<string, T> work)
    {
        var path = Path.Combine(Path.GetFullPath(dataDirectory), Name);
        try
        {
            return work(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The file {path} cannot be read or written: {DiskTroubles.Of(e).Words() ?? e.Message}.", e);
        }
    }
}
