using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Functions.Local.Moving;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Moving.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving;

/// <summary>What a person asked to be erased is not moved, and does not come back by a move.</summary>
[Collection(nameof(Azurite))]
public sealed class Erased_and_moved(Azurite azurite) : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly Erasure Asked = new(Given.Order(1), Given.Start.AddHours(20), AuditActorKind.ManageKey);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_erasure_that_was_logged_and_not_done_is_done_before_the_export()
    {
        await using var machine = new OneMachine();
        await using var azure = await InAzure.StartAsync(azurite);
        foreach (var (stores, place) in new[] { (machine.Stores, HubPlace.Embedded), (azure.Stores, HubPlace.Azure) })
        {
            await WorkingHub.FillAsync(stores);
            await stores.Erasures.AppendAsync(Asked, Never);
            var folder = _folder.File(place.ToString());
            await Moves.ExportAsync(stores.Movable(), folder, place);
            var contacts = await File.ReadAllTextAsync(Path.Combine(folder, "contacts.jsonl"));
            Assert.DoesNotContain("Bewoner 1", contacts, StringComparison.Ordinal);
            Assert.Contains("Bewoner 2", contacts, StringComparison.Ordinal);
            Assert.Contains(Asked.Order.Value.ToString(), await File.ReadAllTextAsync(Path.Combine(folder, "erasures.jsonl")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_export_from_before_an_erasure_does_not_bring_the_contact_back()
    {
        await using var home = new OneMachine();
        await WorkingHub.FillAsync(home.Stores);
        await Moves.ExportAsync(home.Movable, _folder.File("older"));

        await using var machine = new OneMachine();
        await using var azure = await InAzure.StartAsync(azurite);
        foreach (var (stores, place) in new[] { (machine.Stores, HubPlace.Embedded), (azure.Stores, HubPlace.Azure) })
        {
            await stores.Erasures.AppendAsync(Asked, Never);
            await stores.Contacts.NoteErasedUpToAsync(Asked.At.AddDays(1), Never);
            await Moves.ImportAsync(stores.Movable(), _folder.File("older"), place);
            // As the start of the hub.
            await stores.Movable().Replay.EnsureAsync(Never);
            Assert.Null(await stores.Contacts.FindAsync(Asked.Order, Never));
            Assert.NotNull(await stores.Contacts.FindAsync(Given.Order(2), Never));
            Assert.Equal(2, (await stores.Erasures.ListAsync(DateTimeOffset.MinValue, Never)).Count);
        }
    }
}
