using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>What the system keeps in memory of files that were written.</summary>
internal static class FileCache
{
    // POSIX_FADV_DONTNEED of Linux; another number on s390x alone, which does not know this one.
    private const int DontNeed = 4;

    /// <summary>
    /// Gives back the memory that holds what was written to a file, once it is on the disk; elsewhere than on Linux nothing. For files that are
    /// seldom read again: the next one is written into the same memory, which costs far less than taking new memory for each where the machine is
    /// a virtual one, and the database keeps its share of the cache.
    /// </summary>
    public static void Forget(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return;
        // Advice: a system that does not take it keeps the memory until it needs it.
        _ = Advise(file, 0, 0, DontNeed);
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, nint offset, nint length, int advice);
}
