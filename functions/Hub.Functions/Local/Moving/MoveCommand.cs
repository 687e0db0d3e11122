using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Application;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Azure.Moving;
using Hub.Functions.Settings;
using Hub.LocalRuntime;
using Microsoft.Extensions.Configuration;

namespace Hub.Functions.Local.Moving;

/// <summary>The commands <c>export</c> and <c>import</c>, which move a hub from one machine to Azure and back.</summary>
internal static class MoveCommand
{
    private static readonly EventCodecs Codecs = new([new OrderEventCodec()]);

    /// <summary>Runs the command; the program's exit code.</summary>
    /// <param name="args">The command line, which is one of a move.</param>
    /// <param name="console">Takes what it tells.</param>
    /// <param name="errors">Takes why it cannot go on.</param>
    /// <param name="stop">Stops it; run again, it goes on.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter console, TextWriter errors, CancellationToken stop)
    {
        try
        {
            if (MoveArguments.AsksForHelp(args)) await console.WriteLineAsync(MoveArguments.Usage);
            else await RunAsync(MoveArguments.Parse(args), console, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Stopped. Run it again: it goes on where it was.");
        }
        catch (Exception e) when (e is MoveException or StoreChangedException or StartException or SettingException or StoreException)
        {
            await errors.WriteLineAsync(e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            await errors.WriteLineAsync($"Something in the store or the export is not as this version of the hub knows it. {e.Message}");
        }
        return 1;
    }

    private static async Task RunAsync(MoveArguments arguments, TextWriter console, CancellationToken stop)
    {
        EnvironmentSettings.RefuseTwice(Environment.GetEnvironmentVariables().Keys.Cast<string>());
        var configuration = FunctionsApplication.CreateBuilder([.. arguments.Settings]).Configuration;
        var options = HubOptions.From(configuration, allowPrivateByDefault: true);
        var passphrase = await PassphraseAsync(arguments, stop);
        var folder = new MoveFolder(arguments.Folder);
        if (arguments.Place is HubPlace.Embedded) RefuseInside(folder.Path, Path.GetFullPath(options.DataDirectory));
        using var export = arguments.IsExport ? null : WholeExport.Open(folder, passphrase);
        var move = new Move(arguments.Place, folder, export, passphrase, console);
        if (arguments.Place is HubPlace.Azure)
        {
            await RunOnAzureAsync(move, arguments.AppIsStopped, configuration, stop);
            return;
        }
        await using var hub = arguments.IsExport
            ? await LocalHub.OpenSourceAsync(options, Codecs, TimeProvider.System, stop)
            : await LocalHub.OpenTargetAsync(options, Codecs, TimeProvider.System, stop);
        await MoveAsync(hub.Hub, move, Path.GetFullPath(options.DataDirectory), stop);
    }

    // An export of a directory that holds the export would go with the hub's data, and be deleted with them.
    private static void RefuseInside(string folder, string data)
    {
        if (IsInside(folder, data) || IsInside(data, folder))
            throw new MoveException($"The folder {folder} and the data directory {data} must not be one in the other: give the export a folder elsewhere.");
    }

    private static bool IsInside(string inner, string outer) => Path.GetRelativePath(outer, inner) is var way && way != ".."
        && !way.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(way);

    // A method of its own, which nothing but this command calls: the assemblies of Azure's clients are loaded when it is.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunOnAzureAsync(Move move, bool appIsStopped, IConfiguration configuration, CancellationToken stop)
    {
        if (!appIsStopped)
            throw new MoveException("The function app must be stopped (az functionapp stop) until this has ended; say so by --app-is-stopped.");
        var azure = AzureSettings.From(configuration, storesOnly: true);
        var at = new AzureAddresses(
            azure.Cosmos, azure.CosmosByGateway, azure.EvidenceContainer, azure.MessagesContainer, azure.ErasuresContainer, azure.KeyVault);
        using var hub = AzureMoving.Connect(at, Codecs, TimeProvider.System);
        await MoveAsync(hub.Hub, move, azure.Cosmos.Host, stop);
    }

    private static async Task MoveAsync(MovableHub hub, Move move, string name, CancellationToken stop)
    {
        var console = new MoveConsole(move.Writer, TimeProvider.System);
        if (move.Export is { } export)
        {
            console.Say($"Importing {move.Folder.Path} into {name}.");
            await new ImportHub(hub, move.Place, console, TimeProvider.System).RunAsync(export, stop);
            console.Say("The import is complete. Start the hub: it makes its lists of orders anew, sends what is pending, and nothing twice.");
        }
        else
        {
            console.Say($"Exporting {name} to {move.Folder.Path}.");
            await new ExportHub(hub, move.Place, move.Folder, console, TimeProvider.System).RunAsync(move.Passphrase, stop);
            console.Say("The export is complete. It holds personal data: keep it as you keep a backup, and delete it when the hub works at its new place. "
                + "The passphrase opens the secrets in it. Do not start the hub that was exported again.");
        }
    }

    // Export is null for an export, which is made of nothing that is there.
    private sealed record Move(HubPlace Place, MoveFolder Folder, WholeExport? Export, string Passphrase, TextWriter Writer);

    private static async Task<string> PassphraseAsync(MoveArguments arguments, CancellationToken cancel)
    {
        string? passphrase;
        try
        {
            passphrase = arguments.PassphraseFile is { } file
                ? (await File.ReadAllTextAsync(file, cancel)).TrimEnd('\r', '\n')
                : Environment.GetEnvironmentVariable(MoveArguments.PassphraseVariable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoveException($"The file of the passphrase, {arguments.PassphraseFile}, cannot be read.", e);
        }
        return passphrase is { Length: >= PassphraseSeal.ShortestPassphrase }
            ? passphrase
            : throw new MoveException(
                $"A passphrase of at least {PassphraseSeal.ShortestPassphrase} characters is needed, with which the secrets of partners are encrypted: "
                + $"set it in the environment as {MoveArguments.PassphraseVariable}, or name a file that holds it by --passphrase-file.");
    }
}
