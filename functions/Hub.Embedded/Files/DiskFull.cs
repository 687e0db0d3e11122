namespace Hub.Embedded.Files;

/// <summary>Tells a full disk, or a used-up quota, from other trouble with files.</summary>
internal static class DiskFull
{
    // .NET gives the system's own number as HResult: errno on Unix (ENOSPC, EDQUOT), 0x8007 and the Win32 code on Windows
    // (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL).
    private static readonly int[] Codes =
        OperatingSystem.IsWindows() ? [unchecked((int)0x80070027), unchecked((int)0x80070070)]
        : OperatingSystem.IsMacOS() ? [28, 69]
        : [28, 122];

    public static bool Is(Exception e) => e is IOException && Codes.Contains(e.HResult);
}
