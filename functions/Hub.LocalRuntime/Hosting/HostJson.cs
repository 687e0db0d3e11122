using System.Globalization;
using System.Text.Json;

namespace Hub.LocalRuntime;

/// <summary>The settings of host.json that mean something locally. What else stands in the file is for Azure and is left alone.</summary>
internal sealed record HostJson
{
    /// <summary>What every HTTP route begins with, without slashes; empty for none.</summary>
    public string RoutePrefix { get; private init; } = "api";

    /// <summary>The most messages of one function that are handled at once.</summary>
    public int MaxConcurrentCalls { get; private init; } = 16;

    /// <summary>A message whose handler ended well is done. When false nothing settles it, and it comes again when its lock ends.</summary>
    public bool AutoCompleteMessages { get; private init; } = true;

    /// <summary>How long the lock of a message is renewed while its handler runs.</summary>
    public TimeSpan MaxAutoLockRenewalDuration { get; private init; } = TimeSpan.FromMinutes(5);

    /// <summary>When a queue, timer or feed function is told to give up; null for never.</summary>
    public TimeSpan? FunctionTimeout { get; private init; }

    /// <summary>The lowest level that is logged, by category; empty when host.json says nothing.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; private init; } = new Dictionary<string, string>();

    /// <exception cref="StartException">The file is missing or a setting in it has a wrong type or value.</exception>
    public static HostJson Read(params IEnumerable<string> folders)
    {
        var candidates = folders.Select(folder => Path.Combine(folder, "host.json")).Distinct().ToList();
        var path = candidates.Find(File.Exists)
            ?? throw new StartException($"host.json is missing: it is expected at {string.Join(" or ", candidates)}.");
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Of(new JsonSettings(document.RootElement, path));
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

    private static HostJson Of(JsonSettings settings)
    {
        var standard = new HostJson();
        settings.Expect("version", settings.Text("version") == "2.0", "\"2.0\"");
        var prefix = settings.Text("extensions.http.routePrefix") ?? standard.RoutePrefix;
        var calls = settings.Number("extensions.serviceBus.maxConcurrentCalls", 1, 10_000) ?? standard.MaxConcurrentCalls;
        return new HostJson
        {
            RoutePrefix = prefix.Trim('/'),
            MaxConcurrentCalls = calls,
            AutoCompleteMessages = settings.Flag("extensions.serviceBus.autoCompleteMessages") ?? standard.AutoCompleteMessages,
            MaxAutoLockRenewalDuration =
                settings.Duration("extensions.serviceBus.maxAutoLockRenewalDuration") ?? standard.MaxAutoLockRenewalDuration,
            // Azure writes "no limit" as -1.
            FunctionTimeout = settings.Is("functionTimeout", "-1") ? null : settings.Duration("functionTimeout"),
            LogLevels = settings.LogLevels("logging.logLevel"),
        };
    }

    /// <summary>Reads settings by their path, and names a wrong one by it.</summary>
    private sealed class JsonSettings(JsonElement root, string file)
    {
        public string? Text(string path)
        {
            if (Find(path) is not { } value) return null;
            Expect(path, value.ValueKind == JsonValueKind.String, "text");
            return value.GetString();
        }

        public bool Is(string path, string text) => Find(path) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

        public bool? Flag(string path)
        {
            if (Find(path) is not { } value) return null;
            Expect(path, value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false");
            return value.GetBoolean();
        }

        public int? Number(string path, int least, int most)
        {
            if (Find(path) is not { } value) return null;
            var number = 0;
            Expect(
                path,
                value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= least && number <= most,
                string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
            return number;
        }

        public TimeSpan? Duration(string path)
        {
            if (Find(path) is not { } value) return null;
            var duration = TimeSpan.Zero;
            Expect(
                path,
                value.ValueKind == JsonValueKind.String
                    && TimeSpan.TryParseExact(value.GetString(), "c", CultureInfo.InvariantCulture, out duration)
                    && duration >= TimeSpan.Zero,
                "a duration as \"hh:mm:ss\"");
            return duration;
        }

        public Dictionary<string, string> LogLevels(string path)
        {
            Dictionary<string, string> levels = [];
            if (Find(path) is not { } value) return levels;
            Expect(path, value.ValueKind == JsonValueKind.Object, "an object of categories and levels");
            foreach (var category in value.EnumerateObject())
            {
                Expect(
                    path + "." + category.Name,
                    category.Value.ValueKind == JsonValueKind.String && Enum.TryParse<LogLevel>(category.Value.GetString(), true, out _),
                    string.Join(", ", Enum.GetNames<LogLevel>()));
                levels[category.Name] = category.Value.GetString()!;
            }

            return levels;
        }

        public void Expect(string path, bool right, string expected)
        {
            if (right) return;
            var found = Find(path) is { } value ? value.GetRawText() : "missing";
            throw new StartException($"{file}: {path} is {found}, and {expected} is expected.");
        }

        private JsonElement? Find(string path)
        {
            var at = root;
            foreach (var name in path.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
            }

            return at;
        }
    }
}
