namespace Hub.Embedded.Files;

/// <summary>Detects a full disk or an exhausted quota among I/O errors.</summary>
internal static class DiskFull
{
    // .NET exposes the system's error code as HResult: errno on Unix (ENOSPC, EDQUOT), 0x8007 and the Win32 code on Windows
    // (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL).
    private static readonly int[] Codes =
        OperatingSystem.IsWindows() ? [unchecked((int)0x80070027), unchecked((int)0x80070070)]
        : OperatingSystem.IsMacOS() ? [28, 69]
        : [28, 122];

    public static bool Is(Exception e) => e is IOException && Codes.Contains(e.HResult);
}
