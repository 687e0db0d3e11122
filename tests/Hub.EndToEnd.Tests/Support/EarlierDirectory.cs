using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Servers;
using Hub.Testing;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// A data directory that an earlier version of the hub left behind, unpacked into a folder of its own; <c>Fixtures/README.md</c>
/// tells what is in it. The clock stands where it stood when that version stopped: nothing is due before a test turns it.
/// </summary>
internal sealed class EarlierDirectory : IDisposable
{
    private const string Name = "data-directory-2026-11";
    private const string Manage = "manage";

    // What depends on the moment of asking, or on who asked before.
    private static readonly string[] OfTheMoment = ["link", "thumbnailLink", "timeLeft", "lastUsedAt"];

    // What lists of orders tell since.
    private static readonly string[] Added = ["amount"];

    private readonly TempFolder _data = new();
    private readonly JsonObject _known = Parse($"{Name}.keys.json").AsObject();

    public EarlierDirectory()
    {
        using var zip = Open($"{Name}.zip");
        ZipFile.ExtractToDirectory(zip, _data.Path);
        Clock = new FakeClock(DateTimeOffset.Parse((string)_known["clock"]!, CultureInfo.InvariantCulture));
        Answers = [.. Parse($"{Name}.expected.json").AsArray().Select(a => new EarlierAnswer((string)a!["as"]!, (string)a["path"]!, a["answer"]!))];
        Messages = [.. _known["messages"]!.AsArray().Select(m => new EarlierMessage(
            (string)m!["as"]!, (string)m["method"]!, (string)m["path"]!, (string)m["contentType"]!,
            [.. m["headers"]!.AsObject().Select(h => (h.Key, (string)h.Value!))], (string)m["body"]!, (int)m["status"]!, (string)m["answer"]!))];
    }

    public FakeClock Clock { get; }

    /// <summary>What that version answered before it stopped.</summary>
    public IReadOnlyList<EarlierAnswer> Answers { get; }

    /// <summary>Messages that it answered, as they came in.</summary>
    public IReadOnlyList<EarlierMessage> Messages { get; }

    /// <summary>Starts the present build on the directory, with the settings of then; one at a time, and any number one after the other.</summary>
    public Task<HubHost> StartAsync() => HubHost.StartAsync(
        Clock,
        ("Hub:DataDirectory", _data.Path),
        // The key is the one that stands beside the data, and the corporation's GLN the one that was put with the ERP.
        ("Hub:ManageKey", ""), ("Hub:Corporation:Gln", ""),
        // Addresses in answers and messages are then the same wherever the hub listens.
        ("Hub:PublicUrl", "https://hub.proef.example"));

    /// <summary>Asks with a key of then.</summary>
    public Caller As(HubHost hub, string who) => hub.With((string)_known["keys"]![who]!);

    public Caller Manager(HubHost hub) => As(hub, Manage);

    /// <summary>What that version answered to a question of the administrator.</summary>
    public JsonNode Answer(string path) => Answers.Single(a => a.As == Manage && a.Path == path).Answer;

    /// <summary>The key that the hub sends to a partner, which knows it by that.</summary>
    public string SentKey(string partner) => (string)_known["sentKeys"]![partner]!;

    public string WebhookSecret(string partner) => (string)_known["webhookSecrets"]![partner]!;

    /// <summary>
    /// A partner's system comes back at another address, as an administrator would put it: at those of then nobody listens any more.
    /// The rest of the connection stays, secrets included. To be put wakes all that waits for the partner.
    /// </summary>
    public async Task<StandInServer> ComeBackAsync(HubHost hub, string partner)
    {
        var system = new StandInServer(partner, new StandInOptions { Clock = Clock });
        await system.StartAsync();
        var document = JsonNode.Parse((await Manager(hub).GetAsync($"api/v1/manage/partners/{partner}")).Expect(200).Text)!;
        document["connection"]!["url"] = system.Url.ToString();
        (await Manager(hub).PutAsync($"api/v1/manage/partners/{partner}", document.ToJsonString())).Expect(200);
        return system;
    }

    /// <summary>The differences between an answer of then and one of now, each at its place; none where they say the same.</summary>
    public static IEnumerable<string> Differences(JsonNode? then, JsonNode? now, string place = "") => (then, now) switch
    {
        (JsonObject a, JsonObject b) => a.Select(m => m.Key).Union(b.Select(m => m.Key)).Where(n => !OfTheMoment.Contains(n))
            .SelectMany(n => Differences(a[n], b[n], $"{place}/{n}")),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{place}/{i}")),
        // What an answer tells since.
        (null, not null) when Added.Any(n => place.EndsWith($"/{n}", StringComparison.Ordinal)) => [],
        _ => JsonNode.DeepEquals(then, now) ? [] : [$"{place}: {Shown(then)} became {Shown(now)}"],
    };

    public void Dispose() => _data.Dispose();

    private static string Shown(JsonNode? value) => value?.ToJsonString() ?? "nothing";

    private static JsonNode Parse(string file)
    {
        using var stream = Open(file);
        return JsonNode.Parse(stream)!;
    }

    private static Stream Open(string file) =>
        typeof(EarlierDirectory).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"Fixtures/{file} is not in the assembly.");
}

/// <summary>An answer of an earlier version.</summary>
/// <param name="As">Who asked: a partner's id, or <c>manage</c>.</param>
/// <param name="Path">What was asked.</param>
/// <param name="Answer">The answer; a text where it was no JSON.</param>
internal sealed record EarlierAnswer(string As, string Path, JsonNode Answer);

/// <summary>A message to an earlier version, and what it answered.</summary>
internal sealed record EarlierMessage(
    string As, string Method, string Path, string ContentType, (string Name, string Value)[] Headers, string Body, int Status, string Answer);
