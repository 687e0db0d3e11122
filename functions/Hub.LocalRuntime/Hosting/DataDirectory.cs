using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The folder of the runtime's own files and the app's data, for its owner only, and held by this process until it is disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockFile = "runtime.lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, IReadOnlyList<string> open, FileStream held)
    {
        Path = path;
        OpenToOthers = open;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>What others may still read, since this user could not take their rights away.</summary>
    public IReadOnlyList<string> OpenToOthers { get; }

    /// <exception cref="StartException">The folder cannot be made or written, or another process holds it.</exception>
    public static DataDirectory Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        IReadOnlyList<string> open;
        try
        {
            open = OwnerOnly.Make(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var why = DiskTroubles.Of(error).Words() ?? "a folder that this user may write in is expected";
            throw new StartException($"The data directory {full} cannot be made: {why}.", error);
        }

        try
        {
            // The operating system lets go of the lock when the process ends, however it ends; the empty file stays and means nothing.
            var held = new FileStream(
                System.IO.Path.Combine(full, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            return new DataDirectory(full, open, held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartException($"The data directory {full} cannot be written: this user needs write access to it.", error);
        }
        catch (IOException error) when (DiskTroubles.Of(error).Words() is { } words)
        {
            throw new StartException($"The data directory {full} cannot be used: {words}.", error);
        }
        catch (IOException error)
        {
            throw new StartException(
                $"The data directory {full} is in use by another process, or its {LockFile} cannot be opened: "
                + "stop the other process or give this one a directory of its own.",
                error);
        }
    }

    public void Dispose() => _lock.Dispose();
}
