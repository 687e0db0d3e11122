using System.Security.Cryptography;
using Hub.Application;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Http;

/// <summary>
/// Where large bodies wait while they come in slowly: a sender may take minutes, and what it sends lies on the disk then and not in memory. A file
/// there has no name any more as soon as it is open (on Windows it goes when it is closed), so that nothing stays behind, whatever happens.
/// </summary>
/// <param name="folder">The folder; made when it is first needed.</param>
/// <param name="leastFree">Bytes that stay free on its disk: orders live there too, and what comes in must not be what fills it.</param>
/// <param name="total">Bytes of all bodies together, however many senders begin and do not end; one sender has half at most.</param>
/// <param name="free">Bytes that are free on its disk now; null to ask the disk.</param>
public sealed class UploadFolder(string folder, long leastFree, long total = UploadFolder.Total, Func<long>? free = null)
{
    /// <summary>Fifty photos of the largest size.</summary>
    public const long Total = 1024L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly UploadQuota _shares = new(total);
    private readonly Func<long> _free = free ?? (() => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);

    /// <summary>Begins a body.</summary>
    /// <param name="sender">Whose it is.</param>
    /// <param name="hash">Gets all of its bytes too.</param>
    /// <exception cref="StoreException">The disk does not take it.</exception>
    public UploadDraft Begin(string sender, IncrementalHash? hash = null) => new(this, sender, OnDisk(Open), hash);

    internal void Take(string sender, int bytes)
    {
        lock (_lock)
        {
            if (_shares.IsTooMuchOf(sender, bytes)) throw new UploadQuotaException(sender);
            if (_shares.IsTooMuch(bytes)) throw Trouble(new IOException("too much comes in at once"));
            // Not only when a body is begun: many may begin while there is space, and then go on.
            EnsureSpace(bytes);
            _shares.Take(sender, bytes);
        }
    }

    internal void Give(string sender, long bytes)
    {
        lock (_lock) _shares.Give(sender, bytes);
    }

    internal static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Trouble(e);
        }
    }

    internal static bool IsTrouble(Exception e) => e is IOException or UnauthorizedAccessException;

    internal static StoreException Trouble(Exception e) => new($"The disk on which photos come in did not take one: {e.Message}", e);

    private void EnsureSpace(int bytes)
    {
        if (OnDisk(_free) - bytes < leastFree) throw Trouble(new IOException("there is hardly any space left on it"));
    }

    private SafeFileHandle Open()
    {
        var whole = Directory.CreateDirectory(folder).FullName;
        EnsureSpace(0);
        var path = Path.Combine(whole, $"{Guid.NewGuid():N}.part");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
