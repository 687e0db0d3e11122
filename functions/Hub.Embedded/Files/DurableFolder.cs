using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// Makes directory entries durable. On Unix a file that was flushed with fsync may still have no name after a power failure until its
/// folder is flushed too (fsync(2), Notes). Windows has no such call: NTFS journals names, and a power failure may undo the names of the
/// last seconds.
/// </summary>
public static class DurableFolder
{
    /// <summary>Returns when all names created or removed in the folder before the call are on the disk; on Windows it does nothing.</summary>
    /// <exception cref="IOException">The flush failed, or the folder does not exist.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        // .NET cannot open a folder (File.OpenHandle rejects it), but can flush an open handle of one.
        var descriptor = OpenReadOnly(path, 0);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"The folder {path} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
        using var folder = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(folder);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenReadOnly([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
