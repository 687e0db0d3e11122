namespace Hub.LocalRuntime;

/// <summary>The folder of the runtime's own files, held by this process until it is disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockFile = "runtime.lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <exception cref="StartException">The folder cannot be made or written, or another process holds it.</exception>
    public static DataDirectory Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            // For this user alone where it is made here: the data is personal. A folder that is there keeps its rights.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(full);
            else Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The data directory {full} cannot be made: a folder that this user may write in is expected.", error);
        }

        try
        {
            // The operating system lets go of the lock when the process ends, however it ends; the empty file stays and means nothing.
            var held = new FileStream(
                System.IO.Path.Combine(full, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            return new DataDirectory(full, held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartException($"The data directory {full} cannot be written: this user needs write access to it.", error);
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
