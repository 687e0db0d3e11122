using System.Security.Cryptography;
using Hub.Application;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Http;

/// <summary>
/// Temporary files for large or slow uploads: a sender may take minutes, and its bytes then occupy the disk and no memory. A file is deleted as
/// soon as it is open (on Windows when it is closed), so that none remains after a crash.
/// </summary>
/// <param name="folder">The folder; created when it is first needed.</param>
/// <param name="minFreeBytes">Bytes that stay free on its disk: the orders are stored there too, and uploads must not fill it.</param>
/// <param name="maxBytes">Bytes of all uploads together; one sender has half at most.</param>
/// <param name="freeBytes">Returns the bytes that are free on its disk; null to ask the disk.</param>
public sealed class UploadFolder(string folder, long minFreeBytes, long maxBytes = UploadFolder.MaxBytes, Func<long>? freeBytes = null)
{
    /// <summary>Fifty photos of the largest size.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly UploadQuota _quota = new(maxBytes);
    private readonly Func<long> _freeBytes = freeBytes ?? (() => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);

    /// <summary>Creates the folder where it is missing.</summary>
    /// <exception cref="StoreException">It cannot be created.</exception>
    public void EnsureFolder() => OnDisk(CreateFolder);

    /// <summary>Begins an upload.</summary>
    /// <param name="sender">Whose it is.</param>
    /// <param name="hash">Receives all of its bytes too.</param>
    /// <exception cref="StoreException">The disk cannot be written, or is nearly full.</exception>
    public UploadDraft Begin(string sender, IncrementalHash? hash = null) => new(this, sender, OnDisk(Open), hash);

    internal void Reserve(string sender, int bytes)
    {
        lock (_lock)
        {
            if (_quota.ExceedsShare(sender, bytes)) throw new UploadQuotaException(sender);
            if (_quota.ExceedsTotal(bytes)) throw DiskFailure(new IOException("too much comes in at once"));
            // At every write, not only at the beginning: many uploads may begin while there is space, and then continue.
            EnsureSpace(bytes);
            _quota.Reserve(sender, bytes);
        }
    }

    internal void Release(string sender, long bytes)
    {
        lock (_lock) _quota.Release(sender, bytes);
    }

    internal static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw DiskFailure(e);
        }
    }

    internal static bool IsDiskFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    internal static StoreException DiskFailure(Exception e) => new($"The disk on which photos come in did not take one: {e.Message}", e);

    private void EnsureSpace(int bytes)
    {
        if (OnDisk(_freeBytes) - bytes < minFreeBytes) throw DiskFailure(new IOException("there is hardly any space left on it"));
    }

    private string CreateFolder() => Directory.CreateDirectory(folder).FullName;

    private SafeFileHandle Open()
    {
        var directory = CreateFolder();
        EnsureSpace(0);
        var path = Path.Combine(directory, $"{Guid.NewGuid():N}.part");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
