using System.Xml;
using System.Xml.Linq;
using Hub.Application;
using Hub.Embedded.Files;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Embedded.Secrets;

/// <summary>
/// The keys of ASP.NET Data Protection as files of a folder, for their owner only. A key is on the disk, whole and with its name, before anything is encrypted
/// with it: a power failure must not leave secrets without their key.
/// </summary>
internal sealed class KeyFiles(string folder) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => OnDisk(() =>
    {
        if (!Directory.Exists(folder)) return (IReadOnlyCollection<XElement>)[];
        var found = new List<XElement>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add(XElement.Load(path));
            }
            catch (XmlException e)
            {
                throw new StoreException($"The key {path} is damaged: put it back from a backup.", e);
            }
        }
        return found;
    });

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => OnDisk(() =>
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, $"{friendlyName}.xml");
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            element.Save(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        DurableFolder.Flush(folder);
        return true;
    });

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The keys in {folder}, with which secrets are encrypted, cannot be read or written: {e.Message}", e);
        }
    }
}

/// <summary>Sets the files as the repository of keys.</summary>
internal static class KeyFilesRegistration
{
    /// <summary>Whatever asks for Data Protection in these services has its keys in the folder.</summary>
    public static IServiceCollection AddKeyFiles(this IServiceCollection services, string folder) =>
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new KeyFiles(Path.GetFullPath(folder)));
}
