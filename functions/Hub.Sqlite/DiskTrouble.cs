namespace Hub.Sqlite;

/// <summary>What is wrong with a disk or a folder.</summary>
public enum DiskTrouble
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>It is full, or the user's share of it is.</summary>
    Full,

    /// <summary>It is mounted read-only.</summary>
    ReadOnly,

    /// <summary>It gives I/O errors: it is damaged, or no longer connected.</summary>
    Failing,

    /// <summary>The folder is not there.</summary>
    Missing,

    /// <summary>This user may not write there.</summary>
    Forbidden,
}

/// <summary>Finds out what is wrong with a disk, and calls it by its name.</summary>
public static class DiskTroubles
{
    // More than SQLite asks for at a time: what a full disk still takes of one byte says nothing.
    private const int ProbeBytes = 64 * 1024;

    // .NET exposes the system's error code as HResult: errno on Unix, 0x8007 and the Win32 code on Windows.
    private static readonly Dictionary<int, DiskTrouble> Codes = OperatingSystem.IsWindows()
        // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL; ERROR_WRITE_PROTECT; ERROR_CRC, ERROR_IO_DEVICE.
        ? Table(full: [Win32(39), Win32(112)], readOnly: [Win32(19)], failing: [Win32(23), Win32(1117)])
        // ENOSPC, EDQUOT; EROFS; EIO, ENXIO, ENODEV, ESTALE.
        : OperatingSystem.IsMacOS() ? Table([28, 69], [30], [5, 6, 19, 70])
        : Table([28, 122], [30], [5, 6, 19, 116]);

    /// <summary>What an exception of a file operation says about the disk.</summary>
    public static DiskTrouble Of(Exception error) => error switch
    {
        _ when Codes.TryGetValue(error.HResult, out var trouble) => trouble,
        _ when error.InnerException is { } inner && Codes.TryGetValue(inner.HResult, out var trouble) => trouble,
        DirectoryNotFoundException or DriveNotFoundException => DiskTrouble.Missing,
        UnauthorizedAccessException => DiskTrouble.Forbidden,
        _ => DiskTrouble.None,
    };

    /// <summary>What a small write in a folder says about its disk.</summary>
    public static DiskTrouble Probe(string folder)
    {
        try
        {
            var path = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(file, new byte[ProbeBytes], 0);
            RandomAccess.FlushToDisk(file);
            return DiskTrouble.None;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Of(error);
        }
    }

    /// <summary>The words for it, as the end of a sentence; null where nothing is known.</summary>
    public static string? Words(this DiskTrouble trouble) => trouble switch
    {
        DiskTrouble.Full => "the disk is full",
        DiskTrouble.ReadOnly => "the disk is mounted read-only",
        DiskTrouble.Failing => "the disk gives I/O errors: it is damaged or no longer connected",
        DiskTrouble.Missing => "its folder is not there",
        DiskTrouble.Forbidden => "this user needs write access to it and its folder",
        _ => null,
    };

    private static Dictionary<int, DiskTrouble> Table(int[] full, int[] readOnly, int[] failing) =>
        full.Select(c => (Code: c, Trouble: DiskTrouble.Full)).Concat(readOnly.Select(c => (Code: c, Trouble: DiskTrouble.ReadOnly)))
            .Concat(failing.Select(c => (Code: c, Trouble: DiskTrouble.Failing))).ToDictionary(c => c.Code, c => c.Trouble);

    private static int Win32(int code) => unchecked((int)0x80070000) | code;
}
