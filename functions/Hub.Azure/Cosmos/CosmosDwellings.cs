using Hub.Application;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The register of dwellings on Cosmos DB. A register is written whole beside the one in force, and then one document, under its ETag, says that it is in force
/// now: so it is in force whole or not at all. The one before it stays, to be restored; those before that are removed.
/// </summary>
public sealed class CosmosDwellings(CosmosDatabase database) : IDwellings
{
    // Documents at once: each is a request.
    private const int MaxAtOnce = 8;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Registry);

    private sealed record Replaced(RegisterChange? Change, ReplacementOutcome Outcome);

    /// <inheritdoc/>
    public async ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel)
    {
        var key = KeyText.Of(id);
        RegisterPlace? looked = null;
        while ((await RegisterAsync(cancel)).InForce is { Parts: > 0 } place && place != looked)
        {
            if (await PartAsync(place, place.PartOf(key), cancel) is { } dwellings) return dwellings.FirstOrDefault(d => d.Id == key);
            // Every part is written before the register is in force: another took its place since, twice.
            looked = place;
        }
        return null;
    }

    /// <inheritdoc/>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)> ReplaceAsync(
        IReadOnlyList<Dwelling> dwellings, Replacement replacement, CancellationToken cancel)
    {
        RegisterPlace? written = null;
        var replaced = await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var register = await RegisterAsync(cancel);
            var (change, outcome) = await DecideAsync(register, dwellings, replacement, cancel);
            var made = new Replaced(change, outcome);
            if (outcome is not ReplacementOutcome.Made || change is { Added: 0, Changed: 0, Removed: 0 }) return made;
            written ??= await WriteAsync(dwellings, RegisterPlace.For(dwellings.Count), cancel);
            return await SaveAsync(register with { InForce = written, Before = register.InForce ?? RegisterPlace.Empty }, cancel) ? made : null;
        }, "the register of dwellings");
        return (replaced.Change!, replaced.Outcome);
    }

    /// <inheritdoc/>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)?> RestoreAsync(Replacement replacement, CancellationToken cancel)
    {
        var restored = await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var register = await RegisterAsync(cancel);
            if (register.Before is not { } before) return new Replaced(null, ReplacementOutcome.DryRun);
            var (change, outcome) = await DecideAsync(register, [.. (await AllAsync(before, cancel)).Values], replacement, cancel);
            var made = new Replaced(change, outcome);
            if (outcome is not ReplacementOutcome.Made) return made;
            return await SaveAsync(register with { InForce = before, Before = register.InForce }, cancel) ? made : null;
        }, "the register of dwellings");
        return restored.Change is { } change ? (change, restored.Outcome) : null;
    }

    /// <summary>Both registers, to be moved: the one in force, and the one before it or null.</summary>
    internal async Task<(IReadOnlyCollection<Dwelling> InForce, IReadOnlyCollection<Dwelling>? Before)> BothAsync(CancellationToken cancel)
    {
        var register = await RegisterAsync(cancel);
        return ((await AllAsync(register.InForce, cancel)).Values, register.Before is { } before ? (await AllAsync(before, cancel)).Values : null);
    }

    /// <summary>Puts both registers where there are none. Done again it gives the same.</summary>
    internal async Task PutBothAsync(IReadOnlyCollection<Dwelling> inForce, IReadOnlyCollection<Dwelling>? before, CancellationToken cancel)
    {
        var placeBefore = before is { Count: > 0 } ? RegisterPlace.Moved("before", before.Count) : RegisterPlace.Empty;
        var register = await RegisterAsync(cancel) with
        {
            InForce = inForce.Count == 0 ? null : await WriteAsync(inForce, RegisterPlace.Moved("in-force", inForce.Count), cancel),
            Before = before is null ? null : await WriteAsync(before, placeBefore, cancel),
        };
        if (await _documents.SaveAsync(RegistryDocument.OnlyPartition, register, CosmosJson.Default.RegisterDocument, cancel) is null)
            throw new StoreException("Somebody else writes the register of dwellings: stop the hub that works on this store.");
    }

    private async Task<(RegisterChange Change, ReplacementOutcome Outcome)> DecideAsync(
        RegisterDocument register, IReadOnlyCollection<Dwelling> dwellings, Replacement replacement, CancellationToken cancel)
    {
        var before = await AllAsync(register.InForce, cancel);
        var comparison = new RegisterComparison();
        foreach (var dwelling in dwellings)
        {
            before.Remove(dwelling.Id, out var old);
            comparison.Add(old, dwelling);
        }
        foreach (var gone in before.Values) comparison.Add(gone, null);
        return comparison.Judge(replacement);
    }

    private async Task<RegisterDocument> RegisterAsync(CancellationToken cancel) =>
        await _documents.ReadAsync(RegistryDocument.OnlyPartition, RegisterDocument.OnlyId, CosmosJson.Default.RegisterDocument, cancel)
        ?? new RegisterDocument { Id = RegisterDocument.OnlyId };

    // Where another change was first, what was written stays, and is tried again with.
    private async Task<bool> SaveAsync(RegisterDocument register, CancellationToken cancel)
    {
        var earlier = (await RegisterAsync(cancel)).Before;
        if (await _documents.SaveAsync(RegistryDocument.OnlyPartition, register, CosmosJson.Default.RegisterDocument, cancel) is null) return false;
        // The one that was before the one before: nothing refers to it any more.
        if (earlier is not null && earlier != register.InForce && earlier != register.Before)
            await ForEachPartAsync(earlier, (partition, c) => _documents.DeleteAsync(partition, partition, null, c), cancel);
        return true;
    }

    private async Task<RegisterPlace> WriteAsync(IReadOnlyCollection<Dwelling> dwellings, RegisterPlace place, CancellationToken cancel)
    {
        var parts = dwellings.ToLookup(d => place.PartOf(d.Id));
        await Parallel.ForEachAsync(Enumerable.Range(0, place.Parts), Concurrently(cancel), async (part, c) =>
        {
            var partition = place.PartitionOf(part);
            var document = new DwellingsDocument { Id = partition, Partition = partition, Dwellings = [.. parts[part]] };
            await _documents.UpsertAsync(partition, document, CosmosJson.Default.DwellingsDocument, c);
        });
        return place;
    }

    private async Task<Dictionary<string, Dwelling>> AllAsync(RegisterPlace? place, CancellationToken cancel)
    {
        var all = new Dictionary<string, Dwelling>(StringComparer.Ordinal);
        if (place is null) return all;
        var gate = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, place.Parts), Concurrently(cancel), async (part, c) =>
        {
            var some = await PartAsync(place, part, c) ?? [];
            lock (gate)
            {
                foreach (var dwelling in some) all[dwelling.Id] = dwelling;
            }
        });
        return all;
    }

    private async Task<IReadOnlyList<Dwelling>?> PartAsync(RegisterPlace place, int part, CancellationToken cancel)
    {
        var partition = place.PartitionOf(part);
        return (await _documents.ReadAsync(partition, partition, CosmosJson.Default.DwellingsDocument, cancel))?.Dwellings;
    }

    private static Task ForEachPartAsync(RegisterPlace place, Func<string, CancellationToken, Task> act, CancellationToken cancel) => Parallel.ForEachAsync(
        Enumerable.Range(0, place.Parts), Concurrently(cancel), async (part, c) => await act(place.PartitionOf(part), c));

    private static ParallelOptions Concurrently(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancel };
}
