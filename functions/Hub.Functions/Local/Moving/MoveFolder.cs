using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Embedded.Files;
using Hub.Sqlite;

namespace Hub.Functions.Local.Moving;

/// <summary>
/// The folder of an export. It holds personal data: folder and files are for their owner alone (on Windows the rights of the folder above hold).
/// </summary>
internal sealed class MoveFolder
{
    private const string Manifest = "manifest.json";
    private const string State = "export.json";
    private const string Draft = ".part";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    public MoveFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The manifest; null where the export is not complete, or is none.</summary>
    public MoveManifest? FindManifest() => Read(Manifest, MoveJson.Default.MoveManifest, m => m.IsWhole);

    /// <summary>The export that was begun; null where none was.</summary>
    public ExportState? FindState() => Read(State, MoveJson.Default.ExportState, s => s.IsWhole);

    /// <summary>Makes the folder, for an export that begins.</summary>
    /// <exception cref="MoveException">There is something in it, or it is not one's own. It is as it was.</exception>
    public void Begin() => OnDisk(() =>
    {
        if (Directory.Exists(Path))
        {
            // What a crash left before the state stood is nothing yet.
            if (Directory.EnumerateFileSystemEntries(Path).Any(e => System.IO.Path.GetFileName(e) != State + Draft))
                throw new MoveException($"The folder {Path} is not empty: give an export a folder of its own.");
            // As a folder that all share, such as /tmp.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(Path).HasFlag(UnixFileMode.StickyBit))
                throw new MoveException($"The folder {Path} is shared with others: give an export a folder of its own.");
        }
        MakeFolder(Path);
        return true;
    });

    public void SaveState(ExportState state) => Write(State, state, MoveJson.Default.ExportState);

    /// <summary>Writes the manifest: with it the export is complete.</summary>
    public void Complete(MoveManifest manifest)
    {
        Write(Manifest, manifest, MoveJson.Default.MoveManifest);
        OnDisk(() =>
        {
            File.Delete(PathOf(State));
            return true;
        });
    }

    /// <summary>The path of a file of the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Opens the draft of a file to write behind what is in it.</summary>
    public FileStream OpenDraft(string name) => OnDisk(() =>
    {
        // Without a buffer: a full disk is seen where it is written, and not when the file is closed.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        return new FileStream(PathOf(name) + Draft, options);
    });

    /// <summary>Makes a draft the file. Its bytes are on the disk before it has its name.</summary>
    public void Finish(string name, FileStream draft) => OnDisk(() =>
    {
        draft.Flush(flushToDisk: true);
        draft.Dispose();
        File.Move(PathOf(name) + Draft, PathOf(name), overwrite: true);
        DurableFolder.Flush(Path);
        return true;
    });

    /// <summary>Writes a whole file, where none of this length is there; for pictures, whose names are their hashes.</summary>
    public void Keep(string name, ReadOnlySpan<byte> bytes)
    {
        var path = PathOf(name);
        if (new FileInfo(path) is { Exists: true } there && there.Length == bytes.Length) return;
        try
        {
            MakeFoldersFor(path);
            using (var draft = OpenDraft(name))
            {
                draft.SetLength(0);
                draft.Write(bytes);
                draft.Flush(flushToDisk: true);
            }
            File.Move(path + Draft, path, overwrite: true);
            DurableFolder.Flush(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Trouble(e);
        }
    }

    /// <summary>Does something on the disk, and says in a sentence what is wrong with it.</summary>
    /// <exception cref="MoveException">The disk is full, gone or not writable.</exception>
    public T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Trouble(e);
        }
    }

    /// <summary>What an error of the disk means.</summary>
    public MoveException Trouble(Exception e) => new($"The folder {Path} cannot be read or written: {DiskTroubles.Of(e).Words() ?? e.Message}.", e);

    /// <summary>SHA-256 of a file, in lower-case hex.</summary>
    public string HashOf(string name) => OnDisk(() =>
    {
        using var file = File.OpenRead(PathOf(name));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    });

    private T? Read<T>(string name, JsonTypeInfo<T> type, Predicate<T> isWhole)
        where T : class => OnDisk(() =>
    {
        if (!File.Exists(PathOf(name))) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name)), type) is { } content && isWhole(content) ? content : throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new MoveException($"The file {PathOf(name)} is damaged.", e);
        }
    });

    private void Write<T>(string name, T content, JsonTypeInfo<T> type) => OnDisk(() =>
    {
        using var draft = OpenDraft(name);
        draft.SetLength(0);
        JsonSerializer.Serialize(draft, content, type);
        Finish(name, draft);
        return true;
    });

    // Each by itself: of several that are made at once only the last gets the rights.
    private void MakeFoldersFor(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (folder.Length <= Path.Length || Directory.Exists(folder)) return;
        MakeFoldersFor(folder);
        MakeFolder(folder);
        DurableFolder.Flush(System.IO.Path.GetDirectoryName(folder)!);
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(path, OwnersFolder);
        // Also one that was there.
        File.SetUnixFileMode(path, OwnersFolder);
    }
}
