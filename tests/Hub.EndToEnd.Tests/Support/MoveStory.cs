using Hub.Demo.Servers;
using Hub.Testing;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>What a hub has done and has yet to do when it is moved, and what it must do at its new place. The commands are run as by hand.</summary>
internal sealed class MoveStory(Chain chain) : IDisposable
{
    private const string Reference = "verhuizing-1";
    private const string Passphrase = "een zin die niemand raadt";

    private readonly TempFolder _folder = new();
    private string _body = "";
    private Reply _answer = null!;
    private string _delivered = "";
    private string _pending = "";
    private byte[] _photo = [];
    private IReadOnlyList<string> _erpHeard = [];

    public void Dispose() => _folder.Dispose();

    public string PathOf(string name) => _folder.File(name);

    /// <summary>Plays it: one order that its contractor has, with a photo, and one whose contractor could not be reached.</summary>
    public async Task PlayAsync()
    {
        var draft = chain.Draft(chain.Webhook);
        _body = draft.ToJson().ToJsonString();
        _delivered = draft.Number;
        (await chain.Erp.PlaceAsync(draft.ToJson(), Reference)).EnsureSuccess();
        _answer = (await PlaceAgainAsync(chain.As(chain.Erp))).Expect(201);
        await Chain.HearsAsync(chain.Webhook, _delivered, 1);
        (await chain.As(chain.Webhook).PutPhotoAsync(_delivered, "P-1", PhotoCalls.Jpeg())).Expect(201);
        // In Azure the link leads to a name that only the hub's own process can resolve.
        if (!Runtime.IsAzure) _photo = (await chain.As(chain.Webhook).LookAsync(_delivered, "P-1")).Expect(200).Body;
        // Settled, and not only taken: what a crash leaves between the two comes again, wherever the hub is.
        await chain.DeliveriesAsync(_delivered, chain.Erp, "the photo to be told", d => d.Count > 0 && d.All(x => x.State == "delivered"));
        _erpHeard = await chain.ErpHearsAsync(_delivered, 1);
        await chain.DeliveriesAsync(_delivered, chain.Webhook, "it to be settled", d => d is [{ State: "delivered" }]);
        await chain.Webhook.SetBehaviourAsync(new Behaviour.Status(503));
        _pending = await chain.PlaceAsync(chain.Webhook);
        await chain.DeliveriesAsync(_pending, chain.Webhook, "an attempt to fail", d => d is [{ State: "owed", Failures: > 0 }]);
        await chain.Webhook.SetBehaviourAsync(new Behaviour.Healthy());
    }

    /// <summary>Settings of a hub to which the chain's is moved.</summary>
    public static Dictionary<string, string> Settings(string? dataDirectory = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["Hub:ManageKey"] = HubHost.ManageKey, ["Hub:Corporation:Name"] = "Woonstichting De Proef", ["Hub:Corporation:Gln"] = Glns.Corporation,
            ["Hub:RequestsPerMinute"] = "1000000", ["Hub:AllowPrivateEndpoints"] = "true",
        };
        if (dataDirectory is not null) settings["Hub:DataDirectory"] = dataDirectory;
        return settings;
    }

    /// <summary>Runs a command; it must succeed.</summary>
    public static async Task RunAsync(string dataDirectory, (string Name, string Value)[] settings, params string[] arguments)
    {
        var (code, output, error) = await HubProcess.RunAsync(dataDirectory, [.. settings, ("HUB_MOVE_PASSPHRASE", Passphrase)], arguments);
        Assert.True(code == 0, $"{error}\n{output}");
        Assert.DoesNotContain("Merelstraat", output, StringComparison.Ordinal);
    }

    /// <summary>Holds that the hub at its new place is the same, and sends what was pending once and nothing twice.</summary>
    /// <param name="hub">The hub.</param>
    public async Task ContinuesAsync(Uri hub)
    {
        Caller With(string? key) => new(hub, key);
        var erp = With(chain.As(chain.Erp).Key);
        var contractor = With(chain.As(chain.Webhook).Key);
        var manager = With(HubHost.ManageKey);
        var again = await PlaceAgainAsync(erp);
        Assert.Equal((_answer.Status, _answer.Receipt), (again.Status, again.Receipt));
        await Chain.HearsAsync(chain.Webhook, _pending, 1);
        Assert.Equal("intact", (await manager.GetAsync($"api/v1/orders/{_delivered}/photos/P-1/verify")).Expect(200).Json.GetProperty("state").GetString());
        if (_photo.Length > 0) Assert.Equal(_photo, (await contractor.LookAsync(_delivered, "P-1")).Expect(200).Body);

        // What comes after it is followed: and by then what came before has been passed.
        var next = chain.Draft(chain.Webhook);
        (await erp.PostAsync("api/vera/v4/onderhoudsorders", next.ToJson().ToJsonString(), "application/json")).Expect(201);
        await Chain.HearsAsync(chain.Webhook, next.Number, 1);
        foreach (var number in (string[])[_delivered, _pending, next.Number]) Assert.Single(chain.Webhook.ReceivedFor(number));
        var list = await Patience.UntilAsync(
            "the list of orders to have them", async () => (await manager.GetAsync("api/v1/orders")).Expect(200).Text,
            l => l.Contains(_pending, StringComparison.Ordinal));
        Assert.Contains(_delivered, list, StringComparison.Ordinal);
        // As often as before the move.
        Assert.Equal(_erpHeard, await chain.ErpHearsAsync(_delivered, 1));
        Assert.Equal(0, chain.Webhook.InvalidSignatures);
    }

    private Task<Reply> PlaceAgainAsync(Caller erp) => erp.PostAsync(
        "api/vera/v4/onderhoudsorders", _body, "application/json", ("X-Stuurgegevens-Referentienummer", Reference));
}
