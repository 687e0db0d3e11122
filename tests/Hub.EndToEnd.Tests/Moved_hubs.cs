using Hub.EndToEnd.Tests.Support;
using Hub.Testing;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests;

/// <summary>A hub that was moved by the commands works at its new place as if nothing had been.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Moved_hubs
{
    [Fact]
    public async Task To_another_machine_nothing_is_lost_and_nothing_is_sent_twice()
    {
        await using var chain = await Chain.StartAsync();
        using var story = new MoveStory(chain);
        await story.PlayAsync();
        var home = chain.Hub.DataDirectory;

        var (busy, _, error) = await HubProcess.RunAsync(home, [("HUB_MOVE_PASSPHRASE", "een zin die niemand raadt")], "export", story.PathOf("export"));
        Assert.Equal(1, busy);
        Assert.Contains("is in use by another process", error, StringComparison.Ordinal);

        await chain.Hub.StopAsync();
        await MoveStory.RunAsync(home, [], "export", story.PathOf("export"));
        await MoveStory.RunAsync(story.PathOf("data"), [], "import", story.PathOf("export"), "--to", "embedded");
        await using var hub = await HubInProcess.StartAsync(MoveStory.Settings(story.PathOf("data")), _ => { });
        await story.ContinuesAsync(hub.Address);
    }

    [Theory]
    [InlineData("export", "the folder is missing")]
    [InlineData("import somewhere", "--to is missing")]
    [InlineData("import somewhere --to mars", "the place is embedded or azure")]
    [InlineData("export somewhere geheim", "argument 3 is not known")]
    [InlineData("export somewhere --from", "--from lacks its value")]
    public async Task A_command_line_that_is_wrong_is_told_how_it_is_written(string line, string why)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(1, await Functions.Local.Moving.MoveCommand.RunAsync(line.Split(' '), output, errors, CancellationToken.None));
        Assert.StartsWith($"The command line is wrong: {why}.", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("import FOLDER --to embedded|azure", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_loads_nothing_of_the_clients_of_Azure()
    {
        // Only there a process tells which files it has loaded.
        if (!OperatingSystem.IsLinux()) return;
        using var data = new TempFolder();
        await using var hub = await HubProcess.StartAsync(data.Path);
        var loaded = await File.ReadAllTextAsync($"/proc/{hub.Id}/maps");
        Assert.Contains("/Hub.Functions.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Azure", loaded, StringComparison.Ordinal);
    }
}

/// <summary>From Azure to one machine, and on to other services in Azure: with the genuine worker and clients, as the administrator does it.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
[Trait(Runtime.Length, Runtime.Long)]
public sealed class Hubs_moved_from_Azure_and_back
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_sent_twice()
    {
        await using var chain = await Chain.StartAsync();
        using var story = new MoveStory(chain);
        await story.PlayAsync();
        await chain.Hub.Azure.StopAsync(TimeSpan.FromMinutes(3));
        await MoveStory.RunAsync(story.PathOf("none"), Of(chain.Hub.Azure), "export", story.PathOf("out"), "--from", "azure", "--app-is-stopped");
        await MoveStory.RunAsync(story.PathOf("data"), [], "import", story.PathOf("out"), "--to", "embedded");
        await using (var hub = await HubInProcess.StartAsync(MoveStory.Settings(story.PathOf("data")), _ => { })) await story.ContinuesAsync(hub.Address);

        await MoveStory.RunAsync(story.PathOf("data"), [], "export", story.PathOf("back"));
        await using var azure = await HubInAzure.StartServicesAsync(MoveStory.Settings());
        await MoveStory.RunAsync(story.PathOf("none"), Of(azure), "import", story.PathOf("back"), "--to", "azure", "--app-is-stopped");
        var instance = await azure.AddInstanceAsync();
        await story.ContinuesAsync(instance.Host.Address);
    }

    private static (string Name, string Value)[] Of(HubInAzure azure) =>
        [.. azure.Environment.Settings.Where(s => s.Key != "Graph:mailbox").Select(s => (s.Key, s.Value))];
}
