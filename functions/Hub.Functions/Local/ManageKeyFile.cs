using System.Security.Cryptography;
using Hub.Application;
using Hub.Functions.Http;
using Hub.Functions.Settings;

namespace Hub.Functions.Local;

/// <summary>The manage key of a machine of one's own: from the settings, else made at the first start and kept beside the data.</summary>
internal static class ManageKeyFile
{
    public static string PathIn(HubOptions options) => Path.Combine(options.DataDirectory, "manage-key");

    /// <summary>What the start says of the key. A new one is shown to a person only: what goes to a file or to a collector of logs is kept there.</summary>
    public static string Line(ManageKey key, HubOptions options, bool isTerminal) =>
        key.IsNew && isTerminal ? $"Manage key, shown this once and kept in {PathIn(options)}: {key.Value}"
        : key.IsNew ? $"A manage key was made; it is in {Path.GetFullPath(PathIn(options))}."
        : $"The manage key is the one in {(options.ManageKey is null ? Path.GetFullPath(PathIn(options)) : "the settings")}.";

    public static ManageKey Find(HubOptions options)
    {
        if (options.ManageKey is { } set) return new ManageKey(set);
        var path = PathIn(options);
        try
        {
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: >= 16 } kept) return new ManageKey(kept);
            var key = $"manage-{RandomNumberGenerator.GetHexString(48, lowercase: true)}";
            // Written beside and moved into place: a crash leaves the whole key or none.
            var draft = path + ".new";
            var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(draft, file)) writer.WriteLine(key);
            File.Move(draft, path, overwrite: true);
            return new ManageKey(key, IsNew: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The manage key cannot be kept in {path}: {e.Message}", e);
        }
    }
}
