using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>Writes a hub that stands still into a folder. Broken off anywhere it goes on where it was; the manifest, written last, makes it complete.</summary>
/// <param name="hub">The hub.</param>
/// <param name="place">Where it is.</param>
/// <param name="folder">The folder.</param>
/// <param name="console">Is told how far it is.</param>
/// <param name="clock">The clock.</param>
/// <param name="iterations">Rounds of PBKDF2; tests take fewer.</param>
internal sealed class ExportHub(
    MovableHub hub, HubPlace place, MoveFolder folder, MoveConsole console, TimeProvider clock, int iterations = PassphraseSeal.Iterations)
{
    private const string CheckName = "check";
    private const string CheckText = "ketenhub";

    private string From => place is HubPlace.Azure ? "azure" : "embedded";

    /// <summary>Exports.</summary>
    /// <param name="passphrase">For the secrets.</param>
    /// <param name="cancel">Gives up; what is written stays for the next run.</param>
    /// <exception cref="MoveException">It cannot go on; the message says why.</exception>
    public async Task<MoveManifest> RunAsync(string passphrase, CancellationToken cancel)
    {
        if (folder.FindManifest() is not null) throw new MoveException($"The export in {folder.Path} is complete: give another one a folder of its own.");
        var (state, seal) = folder.FindState() is { } begun ? await ContinueAsync(begun, passphrase, cancel) : await BeginAsync(passphrase, cancel);
        using (seal)
        {
            var work = new PartWork(hub, folder, seal, new Patience(place, console, clock), console, cancel);
            foreach (var part in MovedParts.All)
            {
                var file = state.Done.FirstOrDefault(d => d.Name == part.File);
                if (file is null)
                {
                    file = await part.ExportAsync(work);
                    state = state with { Done = [.. state.Done, file] };
                    folder.SaveState(state);
                }
                console.Done(part.Name, file.Records);
            }
        }
        if (await hub.Source.FindChangeAsync(state.Mark, cancel) is { } change)
        {
            throw new MoveException(
                $"{change} What is exported does not belong together. Delete {folder.Path}, see that nothing works on the hub, and begin anew.");
        }
        var manifest = new MoveManifest(state.Format, state.Id, state.From, state.CreatedAt, state.Seal, state.Done);
        folder.Complete(manifest);
        TellUnreadable(manifest);
        var missing = MissingPictures.CountIn(folder);
        if (missing > 0)
        {
            console.Say($"Of photos that orders hold {missing} were not there and are not in the export: put them back from a backup and export again, "
                + "or do without.");
        }
        return manifest;
    }

    // Its partner says so too, here and at the new place.
    private void TellUnreadable(MoveManifest manifest)
    {
        var named = LineFile<MovedPartner>.Read(folder, "partners.jsonl", MovedJson.Default.MovedPartner)
            .SelectMany(p => p.Versions).Select(v => v.ToPartner().Connection.SecretsName).OfType<string>().Distinct().LongCount();
        var missing = named - manifest.Parts.First(p => p.Name == "secrets.jsonl").Records;
        if (missing > 0) console.Say($"Of partners' secrets {missing} cannot be read and are not in the export: put these partners again with their secrets.");
    }

    private async Task<(ExportState State, PassphraseSeal Seal)> BeginAsync(string passphrase, CancellationToken cancel)
    {
        folder.Begin();
        // Once before, for it refuses a store on which a hub works.
        await hub.Source.MarkAsync(cancel);
        await hub.Replay.EnsureAsync(cancel);
        var mark = await hub.Source.MarkAsync(cancel);
        var salt = PassphraseSeal.NewSalt();
        var seal = new PassphraseSeal(passphrase, salt, iterations);
        var parameters = new SealParameters(salt, iterations, seal.Seal(CheckName, CheckText));
        var state = new ExportState(
            MoveManifest.CurrentFormat, Guid.NewGuid(), From, clock.GetUtcNow(), parameters, mark, []);
        folder.SaveState(state);
        return (state, seal);
    }

    private async Task<(ExportState State, PassphraseSeal Seal)> ContinueAsync(ExportState state, string passphrase, CancellationToken cancel)
    {
        if (state.Format != MoveManifest.CurrentFormat || state.From != From)
            throw new MoveException($"The export in {folder.Path} was begun by another version of the program or from another hub: delete it and begin anew.");
        if (await hub.Source.FindChangeAsync(state.Mark, cancel) is { } change)
            throw new MoveException($"{change} Delete {folder.Path} and begin anew.");
        console.Say($"The export in {folder.Path} goes on where it was.");
        return (state, OpenSeal(state.Seal, passphrase));
    }

    /// <summary>The seal of an export.</summary>
    /// <exception cref="MoveException">The passphrase is another.</exception>
    public static PassphraseSeal OpenSeal(SealParameters parameters, string passphrase)
    {
        var seal = new PassphraseSeal(passphrase, parameters.Salt, parameters.Iterations);
        if (seal.Open(CheckName, parameters.Check) == CheckText) return seal;
        seal.Dispose();
        throw new MoveException("The passphrase is not the one with which this export was begun.");
    }
}
