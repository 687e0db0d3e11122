using System.Collections.Frozen;
using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>Partners, keys and contracts as they were at one moment, laid out for look-ups.</summary>
public sealed class RegistrySnapshot
{
    private readonly FrozenDictionary<string, Partner> _partners;
    private readonly FrozenDictionary<string, PartnerKey> _keys;

    /// <summary>Lays out what the registry holds.</summary>
    public RegistrySnapshot(RegistryContent content)
    {
        Content = content;
        _partners = content.Partners.ToFrozenDictionary(p => p.Id);
        _keys = content.Keys.ToFrozenDictionary(k => k.Id);
        Erps = [.. content.Partners.Where(p => p.Role is PartnerRole.Erp)];
        Contracts = [.. content.Contracts.Select(ContractDocument.Parse)];
        Router = new Router(content.Partners, Contracts);
    }

    /// <summary>All of it.</summary>
    public RegistryContent Content { get; }

    /// <summary>The corporation's ERPs.</summary>
    public IReadOnlyList<Partner> Erps { get; }

    /// <summary>The newest version of each contract.</summary>
    public IReadOnlyList<Contract> Contracts { get; }

    /// <summary>Routing among these partners and contracts.</summary>
    public Router Router { get; }

    /// <summary>A partner, or null.</summary>
    public Partner? Partner(string? id) => id is null ? null : _partners.GetValueOrDefault(id);

    /// <summary>The number of a contract as it is stored: in the one form of a key, or as an earlier version took it.</summary>
    public string ContractNumber(string text) => Content.Contracts.FirstOrDefault(c => KeyText.Same(c.Number, text))?.Number ?? KeyText.Of(text);

    /// <summary>A key by its id, or null.</summary>
    public PartnerKey? Key(string id) => _keys.GetValueOrDefault(id);

    /// <summary>The partner with this OAuth2 application id, or null.</summary>
    public Partner? PartnerOfApp(string appId) => Content.Partners.FirstOrDefault(p => p.AppId == appId);
}
