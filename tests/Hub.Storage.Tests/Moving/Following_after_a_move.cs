using System.Text.Json;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Following;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;
using Given = Hub.Storage.Tests.Support.Given;

namespace Hub.Storage.Tests.Moving;

/// <summary>At the new place nothing is enqueued that was enqueued before, and what was not is.</summary>
[Collection(nameof(Azurite))]
public sealed class Following_after_a_move(Azurite azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task In_Azure_followers_pass_over_what_was_imported_and_follow_what_comes_after_it()
    {
        await using var home = new OneMachine();
        // Followed long ago; what became of its deliveries is kept no longer.
        RecordedEvent[] old = [.. OrderStory.Awarded().Events.Select(e => e with { Stream = Given.Order(60) })];
        await home.Stores.Log.AppendAsync(Given.Order(60), 0, old, null, CancellationToken.None);
        await WorkingHub.FillAsync(home.Stores);
        // The last two events were not followed when the hub was stopped.
        home.Followed = home.Last - 2;
        await Moves.ExportAsync(home.Movable, _folder.File("home"));
        await using var azure = await InAzure.StartAsync(azurite);
        await Moves.ImportAsync(azure.Movable, _folder.File("home"), HubPlace.Azure);
        var enqueued = await CountAsync(azure);

        using var metrics = new HubMetrics(azure.Clock);
        using var follow = FollowerOf(azure, metrics);
        await follow.HandleAsync(await ChangesAsync(azure), CancellationToken.None);
        Assert.Equal(enqueued, await CountAsync(azure));
        Assert.Equal([Given.Order(2), Given.Order(5)], (await azure.Stores.Pending.ListAsync(DeliveriesFollower.FollowerName, 10, CancellationToken.None))
            .Select(p => (OrderId)p.Stream).OrderBy(o => o == Given.Order(5)));

        // What was pending is enqueued by the sweep; of what was enqueued nothing is a second time.
        await follow.SweepAsync(CancellationToken.None);
        Assert.Empty(await azure.Stores.Pending.ListAsync(DeliveriesFollower.FollowerName, 10, CancellationToken.None));
        Assert.Equal(enqueued, await CountAsync(azure));

        var stream = await azure.Stores.Log.LoadAsync(Given.Order(3), CancellationToken.None);
        var complaint = stream.Events[^1] with
        {
            Version = stream.Version + 1, Event = new ComplaintRegistered("K-1", "Het lekt weer."), By = Actor.TheHub,
        };
        await azure.Stores.Log.AppendAsync(Given.Order(3), stream.Version, [complaint], null, CancellationToken.None);
        await follow.HandleAsync(await ChangesAsync(azure), CancellationToken.None);
        Assert.NotEqual(enqueued, await CountAsync(azure));
    }

    [Fact]
    public async Task What_Azure_had_not_enqueued_yet_is_enqueued_on_the_machine()
    {
        await using var azure = await InAzure.StartAsync(azurite);
        await WorkingHub.FillAsync(azure.Stores);
        var stream = await azure.Stores.Log.LoadAsync(Given.Order(1), CancellationToken.None);
        var accepted = stream.Events[^1] with { Version = stream.Version + 1, Event = new OrderAccepted(), By = new Actor(PartyRole.Contractor, "alfa") };
        await azure.Stores.Log.AppendAsync(Given.Order(1), stream.Version, [accepted], null, CancellationToken.None);
        await Moves.ExportAsync(azure.Movable, _folder.File("azure"), HubPlace.Azure);

        await using var machine = new OneMachine();
        await Moves.ImportAsync(machine.Movable, _folder.File("azure"));
        var pending = await machine.Stores.Pending.ListAsync(DeliveriesFollower.FollowerName, 10, CancellationToken.None);
        Assert.Equal(accepted.Version, pending.Single(p => p.Stream == Given.Order(1)).FromVersion);
        // All of the log counts as followed: the feed goes on behind it.
        Assert.Equal(machine.Last, machine.Followed);
    }

    private static async Task<int> CountAsync(InAzure azure) =>
        (await azure.Stores.Deliveries.ListAsync(new DeliveryQuery(Limit: 10_000), CancellationToken.None)).Items.Count;

    private static async Task<IReadOnlyList<StreamChange>> ChangesAsync(InAzure azure)
    {
        using var changes = JsonDocument.Parse(await azure.ChangesAsync("streams"));
        return changes.RootElement.GetProperty("Documents").Deserialize<List<StreamChange>>(JsonSerializerOptions.Web)!;
    }

    private static FollowLog<DeliveriesFollower> FollowerOf(InAzure azure, HubMetrics metrics)
    {
        var registry = new RegistryCache(azure.Stores.Registry, new Corporation("Woningcorporatie", null), azure.Clock);
        var hub = new Application.Evidence.PublicAddress(new Uri("https://hub.example"));
        var messages = new StreamMessages([new OrderMessages([], azure.Stores.Contacts, registry, hub)]);
        return new FollowLog<DeliveriesFollower>(
            new DeliveriesFollower(azure.Stores.Deliveries, messages, registry, new NoSignal(), azure.Clock, metrics), azure.Stores.Log, azure.Stores.Pending,
            metrics, azure.Clock, NullLogger<FollowLog<DeliveriesFollower>>.Instance);
    }

    private sealed class NoSignal : ISignal
    {
        public Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel) => Task.CompletedTask;
    }
}
