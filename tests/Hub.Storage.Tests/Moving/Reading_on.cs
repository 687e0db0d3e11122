using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Application.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;

namespace Hub.Storage.Tests.Moving;

/// <summary>What the records of every platform promise: whoever knows one of them reads on behind it, and misses and repeats nothing.</summary>
public abstract class MovedRecordsContract
{
    /// <summary>A hub that has worked.</summary>
    private protected abstract Task<HubStores> FilledAsync();

    [Fact]
    public async Task Reading_goes_on_behind_any_record()
    {
        var hub = (await FilledAsync()).Movable();
        var json = MovedJson.Default;
        await GoesOnAsync(hub.Streams.ReadAsync, json.MovedStream);
        await GoesOnAsync(hub.Deliveries.ReadAsync, json.MovedDelivery);
        await GoesOnAsync(hub.Pending.ReadAsync, json.MovedPending);
        await GoesOnAsync(hub.Messages.ReadAsync, json.MovedMessage);
        await GoesOnAsync(hub.Contacts.ReadAsync, json.MovedContact);
        await GoesOnAsync(hub.Agenda.ReadAsync, json.AgendaItem);
        await GoesOnAsync(hub.Partners.ReadAsync, json.MovedPartner);
        await GoesOnAsync(hub.PartnerKeys.ReadAsync, json.PartnerKey);
        await GoesOnAsync(hub.Prices.ReadAsync, json.MovedPriceList);
        await GoesOnAsync(hub.Contracts.ReadAsync, json.MovedContract);
        await GoesOnAsync(hub.Dwellings.ReadAsync, json.MovedDwelling);
        await GoesOnAsync(hub.ReaderKeys.ReadAsync, json.ReaderKey);
        await GoesOnAsync(hub.Secrets.ReadAsync, json.MovedSecret);
        await GoesOnAsync(hub.Notices.ReadAsync, json.MovedNotice);
        await GoesOnAsync(hub.Reports.ReadAsync, json.MovedReport);
        await GoesOnAsync(hub.Audit.ReadAsync, json.AuditEntry);
        await GoesOnAsync(hub.Pictures.ReadAsync, json.MovedPicture);
    }

    private static async Task GoesOnAsync<T>(Func<T?, CancellationToken, IAsyncEnumerable<T>> read, JsonTypeInfo<T> type)
        where T : class
    {
        var all = await ListAsync(read, null);
        Assert.NotEmpty(all);
        var texts = all.ConvertAll(r => JsonSerializer.Serialize(r, type));
        Assert.Equal(texts.Count, texts.Distinct().Count());
        foreach (var place in (int[])[.. new[] { 0, all.Count / 2, all.Count - 1 }.Distinct()])
        {
            // As a line of the file says it, which is all that the next run knows.
            var known = JsonSerializer.Deserialize(texts[place], type);
            Assert.Equal(texts[(place + 1)..], (await ListAsync(read, known)).ConvertAll(r => JsonSerializer.Serialize(r, type)));
        }
    }

    private static async Task<List<T>> ListAsync<T>(Func<T?, CancellationToken, IAsyncEnumerable<T>> read, T? after)
        where T : class
    {
        var found = new List<T>();
        await foreach (var record in read(after, CancellationToken.None)) found.Add(record);
        return found;
    }
}

public sealed class Records_of_one_machine : MovedRecordsContract, IAsyncLifetime
{
    private readonly OneMachine _machine = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _machine.DisposeAsync();

    private protected override async Task<HubStores> FilledAsync()
    {
        await WorkingHub.FillAsync(_machine.Stores);
        return _machine.Stores;
    }
}

[Collection(nameof(Azurite))]
public sealed class Records_in_Azure(Azurite azurite) : MovedRecordsContract, IAsyncLifetime
{
    private InAzure? _azure;

    public async Task InitializeAsync() => _azure = await InAzure.StartAsync(azurite);

    public async Task DisposeAsync() => await _azure!.DisposeAsync();

    private protected override async Task<HubStores> FilledAsync()
    {
        await WorkingHub.FillAsync(_azure!.Stores);
        return _azure.Stores;
    }
}
