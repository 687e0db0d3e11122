using System.Runtime.CompilerServices;
using System.Text;
using Hub.Application.Moving;
using Hub.Application.Registry;
using Hub.Azure.Cosmos;
using Hub.Domain.Dwellings;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Partners with the versions that are kept.</summary>
internal sealed class AzurePartners(CosmosDatabase database) : IMovedRecords<MovedPartner>
{
    private readonly CosmosRegistry _registry = new(database);
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);

    public async IAsyncEnumerable<MovedPartner> ReadAsync(MovedPartner? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var partner in (await _registry.LoadAsync(cancel)).Partners.OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(partner.Id, after?.Id) <= 0) continue;
            var versions = await _registry.PartnerVersionsAsync(partner.Id, cancel);
            yield return new MovedPartner(partner.Id, [.. versions.OrderBy(v => v.Number).Select(MovedPartnerVersion.Of)]);
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedPartner> page, DateTimeOffset at, CancellationToken cancel) =>
        AzureWrites.ForEachAsync(page.SelectMany(p => p.Versions.Select(v => DocumentOf(p.Id, v))), (document, c) =>
            _documents.UpsertAsync(RegistryDocument.OnlyPartition, document, CosmosJson.Default.PartnerRegistryDocument, c), cancel);

    private static PartnerRegistryDocument DocumentOf(string id, MovedPartnerVersion version)
    {
        var document = PartnerRegistryDocument.Of(version.ToPartner()) with { Number = version.Number, PutAt = version.PutAt, ReplacedAt = version.ReplacedAt };
        return version.ReplacedAt is null ? document : document with { Id = PartnerRegistryDocument.IdOf(id, version.Number), Current = null };
    }
}

/// <summary>Keys of partners.</summary>
internal sealed class AzurePartnerKeys(CosmosDatabase database) : IMovedRecords<PartnerKey>
{
    private readonly CosmosRegistry _registry = new(database);
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);

    public async IAsyncEnumerable<PartnerKey> ReadAsync(PartnerKey? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var key in (await _registry.LoadAsync(cancel)).Keys.OrderBy(k => k.Id, StringComparer.Ordinal))
            if (string.CompareOrdinal(key.Id, after?.Id) > 0) yield return key;
    }

    public Task WriteAsync(long first, IReadOnlyList<PartnerKey> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page.Select(KeyRegistryDocument.Of),
        (key, c) => _documents.UpsertAsync(RegistryDocument.OnlyPartition, key, CosmosJson.Default.KeyRegistryDocument, c), cancel);
}

/// <summary>Contracts with all their versions, removed or not.</summary>
internal sealed class AzureContracts(CosmosDatabase database) : IMovedRecords<MovedContract>
{
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);

    public async IAsyncEnumerable<MovedContract> ReadAsync(MovedContract? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var contracts = new CosmosContracts(_documents);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.current = @kind").WithParameter("@kind", ContractRegistryDocument.Kind);
        var newest = await _documents.QueryAsync(query, RegistryDocument.OnlyPartition, CosmosJson.Default.ContractRegistryDocument, null, cancel);
        foreach (var contract in newest.OrderBy(c => c.ContractNumber, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(contract.ContractNumber, after?.Number) <= 0) continue;
            var versions = await contracts.VersionsAsync(contract.ContractNumber, cancel);
            yield return new MovedContract(
                contract.ContractNumber, contract.IsRemoved, contract.AwardedTo,
                [.. versions.OrderBy(v => v.Version).Select(v => new MovedContractVersion(v.Version, v.Json, v.PutAt, v.PriceList))]);
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedContract> page, DateTimeOffset at, CancellationToken cancel) =>
        AzureWrites.ForEachAsync(page.SelectMany(DocumentsOf), (document, c) =>
            _documents.UpsertAsync(RegistryDocument.OnlyPartition, document, CosmosJson.Default.ContractRegistryDocument, c), cancel);

    private static IEnumerable<ContractRegistryDocument> DocumentsOf(MovedContract contract)
    {
        var versions = contract.Versions.Select(v => new ContractRegistryDocument
        {
            Id = ContractRegistryDocument.IdOf(contract.Number), Current = ContractRegistryDocument.Kind, ContractNumber = contract.Number, Number = v.Version,
            Body = v.Document, PutAt = v.PutAt, PriceList = v.PriceList,
            PricesPartition = v.PriceList is { } list ? AzurePrices.PartitionOf(contract.Number, list) : null,
        }).ToList();
        return [.. versions.Select(v => v.AsVersion()), versions[^1] with { IsRemoved = contract.IsRemoved, AwardedTo = contract.AwardedTo }];
    }
}

/// <summary>Price lists, each in a partition of its own.</summary>
internal sealed class AzurePrices(CosmosDatabase database) : IMovedRecords<MovedPriceList>
{
    private readonly AzureContracts _contracts = new(database);
    private readonly CosmosContracts _prices = new(database.Container(CosmosContainers.Registry));

    public async IAsyncEnumerable<MovedPriceList> ReadAsync(MovedPriceList? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var contract in _contracts.ReadAsync(null, cancel))
        {
            foreach (var list in contract.Versions.Select(v => v.PriceList).OfType<int>().Distinct().Order())
            {
                if (after is not null && (string.CompareOrdinal(contract.Number, after.Contract), list - after.PriceList) is (< 0, _) or (0, <= 0)) continue;
                if (await _prices.FindPricesAsync(contract.Number, list, cancel) is { Count: > 0 } lines)
                    yield return MovedPriceList.Of(contract.Number, list, lines);
            }
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedPriceList> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page, (list, c) => _prices.WriteLinesAsync(PartitionOf(list.Contract, list.PriceList), list.Lines, c), cancel);

    /// <summary>Where a list lies that is moved here: always the same, so that an import that is repeated writes over it.</summary>
    public static string PartitionOf(string number, int priceList) => DocumentId.Of("prices", number, $"moved-{priceList}");
}

/// <summary>The two registers of dwellings, read and written whole.</summary>
internal sealed class AzureDwellings(CosmosDatabase database) : IMovedRecords<MovedDwelling>
{
    private readonly CosmosDwellings _dwellings = new(database);

    public async IAsyncEnumerable<MovedDwelling> ReadAsync(MovedDwelling? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (inForce, before) = await _dwellings.BothAsync(cancel);
        var all = MovedDwelling.Of(inForce, before);
        foreach (var dwelling in after is null ? all : all.SkipWhile(d => d != after).Skip(1)) yield return dwelling;
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedDwelling> page, DateTimeOffset at, CancellationToken cancel) => _dwellings.PutBothAsync(
        Of(page, DwellingRegister.InForce), page.Any(d => d.Register is DwellingRegister.Before) ? Of(page, DwellingRegister.Before) : null, cancel);

    private static List<Dwelling> Of(IEnumerable<MovedDwelling> page, DwellingRegister register) =>
        [.. page.Where(d => d.Register == register).Select(d => d.Dwelling).OfType<Dwelling>()];
}
