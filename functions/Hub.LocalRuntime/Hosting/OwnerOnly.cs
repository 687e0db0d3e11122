using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Hub.LocalRuntime;

/// <summary>
/// Makes a folder and what is in it readable by its owner only, since the data is personal: folders 0700, files 0600; also those that were there before.
/// On Windows the rights of the folder above hold.
/// </summary>
internal static class OwnerOnly
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // umask(2): the rights that no file or folder gets that this process makes.
    private const uint NothingForOthers = 0x3F;

    private static readonly EnumerationOptions Inside = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Makes the folder where it is missing, and takes the rights of others away; what this process makes from now on has none for them.</summary>
    /// <returns>Paths that others may still read: they belong to another user, or their disk knows no such rights.</returns>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made or read.</exception>
    public static IReadOnlyList<string> Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return [];
        }
        _ = SetMask(NothingForOthers);
        Directory.CreateDirectory(folder);
        var left = new List<string>();
        // A folder of everybody (/tmp) is not made one's own: what is in it is somebody else's too.
        if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit)) Close(folder, left);
        return left;
    }

    // Whatever lies below a folder that was closed is out of reach: there may be very many photos, and the start must be short.
    [UnsupportedOSPlatform("windows")]
    private static void Close(string folder, List<string> left)
    {
        TryClose(folder, left);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Inside))
            if (file.LinkTarget is null) TryClose(file.FullName, left);
        foreach (var inside in new DirectoryInfo(folder).EnumerateDirectories("*", Inside))
            // What a link leads to may be anything.
            if (inside.LinkTarget is null && (File.GetUnixFileMode(inside.FullName) & Others) != 0) Close(inside.FullName, left);
    }

    [UnsupportedOSPlatform("windows")]
    private static void TryClose(string path, List<string> left)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) == 0) return;
        try
        {
            File.SetUnixFileMode(path, mode & ~Others);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            left.Add(path);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
