using System.Text.Json;

namespace Hub.LocalRuntime;

/// <summary>The <c>Values</c> of local.settings.json: settings of a developer's machine, which take the place of Azure's application settings.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    // What Azure's own tools know. Anything else is read by nobody.
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal) { "IsEncrypted", "Values", "Host", "ConnectionStrings" };

    /// <returns>The settings, <c>__</c> in a name read as <c>:</c>; empty when there is no such file.</returns>
    /// <exception cref="StartException">The file cannot be read, or is not of its form.</exception>
    public static Dictionary<string, string?> Read(params IEnumerable<string> folders)
    {
        var path = folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(Path.Exists);
        if (path is null) return [];
        if (Directory.Exists(path)) throw new StartException($"{path} is a folder: a file of settings is expected, or none.");
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Values(document.RootElement, path);
        }
        catch (JsonException error)
        {
            throw new StartException($"{path} is not JSON: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static Dictionary<string, string?> Values(JsonElement root, string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (root.ValueKind != JsonValueKind.Object) throw new StartException($"{path}: an object with \"Values\" is expected.");
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            throw new StartException($"{path}: IsEncrypted is true, and settings in plain text (false) are expected.");
        foreach (var member in root.EnumerateObject())
            if (!Sections.Contains(member.Name))
                throw new StartException($"{path}: {member.Name} stands beside Values and would do nothing: settings are expected in Values, as in "
                    + $$"""{ "Values": { "{{Written(member)}}": "..." } }.""");
        if (!root.TryGetProperty("Values", out var settings)) return values;
        if (settings.ValueKind != JsonValueKind.Object) throw new StartException($"{path}: Values is expected to be an object of names and texts.");
        foreach (var setting in settings.EnumerateObject())
        {
            var name = setting.Name.Replace("__", ":", StringComparison.Ordinal);
            if (values.ContainsKey(name)) throw new StartException($"{path}: Values.{setting.Name} stands there twice: one value is expected.");
            values[name] = setting.Value.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.Array =>
                    throw new StartException($"{path}: Values.{setting.Name} is expected to be text; write a nested setting as \"Section:Name\"."),
                JsonValueKind.Null => null,
                JsonValueKind.String => setting.Value.GetString(),
                _ => setting.Value.GetRawText(),
            };
        }

        return values;
    }

    // How the first setting in it is written in Values: {"Hub": {"Corporation": {"Name": ""}}} is Hub:Corporation:Name.
    private static string Written(JsonProperty member)
    {
        var name = member.Name.Replace("__", ":", StringComparison.Ordinal);
        if (member.Value.ValueKind is not JsonValueKind.Object || member.Value.EnumerateObject().FirstOrDefault() is not { Value.ValueKind: not JsonValueKind.Undefined } inner)
            return name;
        return name.Equals("Values", StringComparison.OrdinalIgnoreCase) ? Written(inner) : $"{name}:{Written(inner)}";
    }
}
