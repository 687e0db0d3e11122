using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// Makes the names in a folder durable. On Unix a file that was forced to the disk may still be without a name after a power
/// cut, until its folder is forced there too (fsync(2), Notes). Windows has no such call: NTFS journals the name, and a power
/// cut may take back the names of the last seconds.
/// </summary>
internal static class DurableFolder
{
    /// <summary>Returns when every name made or removed in the folder before the call is on the disk; on Windows at once.</summary>
    /// <exception cref="IOException">The disk did not take it, or the folder is not there.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        // .NET opens no folders (File.OpenHandle refuses them), but flushes one that is open.
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
