using System.Net;
using System.Net.Sockets;
using Hub.EndToEnd.Tests.Support;

using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>The program as an operator meets it: it starts, or says in one line why not; it stops when told.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Starting_and_stopping : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("Hub:Corporation:Gln", "8712345000010", "13 digits")]
    [InlineData("Hub:ManageKey", "short", "16 characters")]
    [InlineData("Hub:ManageKeySecret", "hub-manage-key", "for Azure alone")]
    [InlineData("Hub:Retention:ContactDays", "ninety", "whole number")]
    public async Task A_wrong_setting_stops_the_start_with_its_name_and_what_is_expected(string name, string value, string expected)
    {
        var error = await FaultAsync(_data.Path, (name, value));

        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "--demo")]
    [InlineData("--version", "Ketenhub")]
    public async Task A_question_to_the_program_is_answered_and_starts_nothing(string argument, string answer)
    {
        var data = _data.File("none");

        var (exitCode, output, error) = await HubProcess.RunAsync(data, argument);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(answer, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_switch_that_is_not_known_stops_the_start_before_anything_is_made()
    {
        var data = _data.File("none");

        var (exitCode, _, error) = await HubProcess.RunAsync(data, "--typo");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--typo", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("Hub:Retention:ContactDay", "90", "Hub:Retention:ContactDays")]
    [InlineData("Hub_ManageKey", "manage-key-0123456789", "Hub__ManageKey")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "Hub:PublicUrl")]
    public async Task A_setting_that_would_mislead_stops_the_start_before_anything_is_made(string name, string value, string expected)
    {
        var data = _data.File("none");

        Assert.Contains(expected, await FaultAsync(data, (name, value)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_data_directory_in_use_by_another_hub_stops_the_start()
    {
        await using var first = await HubProcess.StartAsync(_data.Path);

        Assert.Contains("in use", await FaultAsync(_data.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_stops_the_start()
    {
        await File.WriteAllTextAsync(_data.File("hub.db"), new string('x', 8192));

        Assert.Contains("hub.db", await FaultAsync(_data.Path), StringComparison.Ordinal);
    }

    // What it names may be in a database that was put back: without it nobody is served.
    [Fact]
    public async Task A_damaged_log_of_erasures_stops_the_start()
    {
        Directory.CreateDirectory(_data.File("erasures"));
        await File.WriteAllTextAsync(_data.File(Path.Combine("erasures", "erasures.jsonl")), "{}\n");

        Assert.Contains("Line 1 of", await FaultAsync(_data.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_stops_the_start()
    {
        var file = _data.File("not-a-folder");
        await File.WriteAllTextAsync(file, "");

        Assert.Contains(file, await FaultAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var data = _data.File("none");
        Assert.Contains(address, await FaultAsync(data, ("ASPNETCORE_URLS", address)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task SIGTERM_ends_the_hub_with_exit_code_0_and_its_manage_key_stays()
    {
        string key;
        await using (var hub = await HubProcess.StartAsync(_data.Path))
        {
            key = (await File.ReadAllTextAsync(_data.File("manage-key"))).Trim();
            (await new Caller(hub.Address, key).PutAsync("api/v1/manage/dwellings", Chain.Register, "text/csv")).Expect(200);

            Assert.Equal(0, await hub.TerminateAsync());
        }
        await using var next = await HubProcess.StartAsync(_data.Path);

        (await new Caller(next.Address, key).GetAsync("api/v1/manage/dwellings/N-01")).Expect(200);
    }

    [Fact]
    public async Task SIGTERM_during_the_start_ends_with_exit_code_0()
    {
        await using var hub = HubProcess.Begin(_data.Path);
        await Patience.UntilAsync("the start to begin", () => File.Exists(_data.File("runtime.lock")) || hub.Error.Length > 0);

        Assert.Equal((0, ""), (await hub.TerminateAsync(), hub.Error));
    }

    [Fact]
    public async Task A_folder_of_pictures_that_cannot_be_used_stops_the_start()
    {
        var file = _data.File("evidence");
        await File.WriteAllTextAsync(file, "");

        Assert.Contains(file, await FaultAsync(_data.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_is_gone_takes_no_message_and_the_health_page_says_so()
    {
        await using var chain = await Chain.StartAsync();
        await chain.PlaceAsync(chain.DicoC);
        var data = chain.Hub.DataDirectory;
        Directory.Move(data, data + "-away");
        try
        {
            var refused = (await chain.As(chain.Erp).PostAsync(Given.Vera, chain.Draft(chain.DicoC).ToJson().ToJsonString(), "application/json")).Expect(503);
            var health = (await chain.Hub.With(null).GetAsync("api/health/ready")).Expect(503).Json;

            Assert.True(refused.Headers.ContainsKey("Retry-After"));
            Assert.Equal("down", health.GetProperty("state").GetString());
            Assert.DoesNotContain(chain.Hub.LogLines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("   at Hub.", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Move(data + "-away", data);
        }
        await chain.PlaceAsync(chain.DicoC);
    }

    // The one line of standard error of a hub that must not start.
    private static async Task<string> FaultAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        var (exitCode, error) = await HubProcess.FailAsync(dataDirectory, settings);
        Assert.NotEqual(0, exitCode);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
