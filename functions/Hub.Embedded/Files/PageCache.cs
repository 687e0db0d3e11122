using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>The operating system's page cache.</summary>
internal static class PageCache
{
    // POSIX_FADV_DONTNEED of Linux. s390x alone uses another number and ignores this one.
    private const int DontNeed = 4;

    /// <summary>
    /// Releases the cached pages of a file that was flushed to the disk; does nothing on other systems than Linux. For files that are seldom
    /// read again: the next file reuses the same memory, which on virtual machines costs far less than new memory, and the database keeps
    /// its share of the cache.
    /// </summary>
    public static void Release(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return;
        // Only advice: a system that ignores it keeps the pages until it needs the memory.
        _ = Advise(file, 0, 0, DontNeed);
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, nint offset, nint length, int advice);
}
