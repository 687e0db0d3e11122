using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Demo.Setup;

/// <summary>Sets a hub up through its management endpoints, like an administrator.</summary>
/// <param name="hub">The hub's address.</param>
/// <param name="manageKey">The manage key.</param>
public sealed class HubSetup(Uri hub, string manageKey) : IDisposable
{
    private const string Manage = "api/v1/manage";

    private readonly HubClient _manager = new(hub, manageKey);
    private readonly List<HubClient> _partners = [];

    /// <summary>A client with the manage key.</summary>
    public HubClient Manager => _manager;

    /// <summary>Registers a stand-in at the hub, makes its key, and connects it.</summary>
    /// <returns>The stand-in's client of the hub.</returns>
    public async Task<HubClient> ConnectAsync(IStandIn standIn, CancellationToken cancel)
    {
        await PutPartnerAsync(standIn.PartnerId, standIn.PartnerDocument(), cancel);
        var client = new HubClient(hub, await MakeKeyAsync(standIn.PartnerId, cancel));
        _partners.Add(client);
        standIn.Connect(client);
        return client;
    }

    /// <summary>Puts a partner.</summary>
    public Task PutPartnerAsync(string id, JsonObject document, CancellationToken cancel) =>
        PutAsync($"partners/{Uri.EscapeDataString(id)}", document.ToJsonString(), "application/json", cancel);

    /// <summary>Makes a key for a partner and returns it; the hub shows it once.</summary>
    public async Task<string> MakeKeyAsync(string id, CancellationToken cancel)
    {
        var answer = await _manager.SendAsync(HttpMethod.Post, $"{Manage}/partners/{Uri.EscapeDataString(id)}/keys", null, null, null, cancel);
        return (string?)JsonNode.Parse(answer.EnsureSuccess().Body)!["key"] ?? throw new InvalidOperationException("The hub's answer has no key.");
    }

    /// <summary>Puts the whole register of dwellings.</summary>
    public Task PutDwellingsAsync(string csv, CancellationToken cancel) => PutAsync("dwellings", csv, "text/csv", cancel);

    /// <summary>Puts a contract.</summary>
    public Task PutContractAsync(string number, JsonObject document, CancellationToken cancel) =>
        PutAsync($"contracts/{Uri.EscapeDataString(number)}", document.ToJsonString(), "application/json", cancel);

    /// <summary>Puts a contract's price list.</summary>
    public Task PutPricesAsync(string number, string csv, CancellationToken cancel) =>
        PutAsync($"contracts/{Uri.EscapeDataString(number)}/prices", csv, "text/csv", cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _manager.Dispose();
        foreach (var partner in _partners) partner.Dispose();
    }

    private async Task PutAsync(string path, string body, string contentType, CancellationToken cancel) =>
        (await _manager.SendAsync(HttpMethod.Put, $"{Manage}/{path}", Encoding.UTF8.GetBytes(body), contentType, null, cancel)).EnsureSuccess();
}
