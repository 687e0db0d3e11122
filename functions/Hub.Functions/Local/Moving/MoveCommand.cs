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
        if (arguments.Place is HubPlace.Azure)
        {
            await RunOnAzureAsync(arguments, configuration, passphrase, console, stop);
            return;
        }
        await using var hub = arguments.IsExport
            ? await LocalHub.OpenSourceAsync(options, Codecs, TimeProvider.System, stop)
            : await LocalHub.OpenTargetAsync(options, Codecs, TimeProvider.System, stop);
        await MoveAsync(hub.Hub, arguments, passphrase, Path.GetFullPath(options.DataDirectory), console, stop);
    }

    // A method of its own, which nothing but this command calls: the assemblies of Azure's clients are loaded when it is.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunOnAzureAsync(
        MoveArguments arguments, IConfiguration configuration, string passphrase, TextWriter console, CancellationToken stop)
    {
        if (!arguments.AppIsStopped)
            throw new MoveException("The function app must be stopped (az functionapp stop) until this has ended; say so by --app-is-stopped.");
        var azure = AzureSettings.From(configuration, storesOnly: true);
        var at = new AzureAddresses(azure.Cosmos, azure.CosmosByGateway, azure.EvidenceContainer, azure.MessagesContainer, azure.ErasuresContainer, azure.KeyVault);
        using var hub = AzureMoving.Connect(at, Codecs, TimeProvider.System);
        await MoveAsync(hub.Hub, arguments, passphrase, azure.Cosmos.Host, console, stop);
    }

    private static async Task MoveAsync(
        MovableHub hub, MoveArguments arguments, string passphrase, string name, TextWriter writer, CancellationToken stop)
    {
        var folder = new MoveFolder(arguments.Folder);
        var console = new MoveConsole(writer, TimeProvider.System);
        if (arguments.IsExport)
        {
            console.Say($"Exporting {name} to {folder.Path}.");
            await new ExportHub(hub, arguments.Place, folder, console, TimeProvider.System).RunAsync(passphrase, stop);
            console.Say("The export is complete. It holds personal data: keep it as you keep a backup, and delete it when the hub works at its new place. "
                + "The passphrase opens the secrets in it. Do not start the hub that was exported again.");
        }
        else
        {
            console.Say($"Importing {folder.Path} into {name}.");
            await new ImportHub(hub, arguments.Place, folder, console, TimeProvider.System).RunAsync(passphrase, stop);
            console.Say("The import is complete. Start the hub: it makes its lists of orders anew, sends what is pending, and nothing twice.");
        }
    }

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
