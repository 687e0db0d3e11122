using System.Net;
using System.Net.Sockets;
using Hub.EndToEnd.Tests.Support;

using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>The program as an operator meets it: it starts, or says in one line why not; it stops when told.</summary>
public sealed class Starting_and_stopping : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("Hub:Corporation:Gln", "8712345000010", "13 digits")]
    [InlineData("Hub:ManageKey", "short", "16 characters")]
    [InlineData("Hub:Retention:ContactDays", "ninety", "whole number")]
    public async Task A_wrong_setting_stops_the_start_with_its_name_and_what_is_expected(string name, string value, string expected)
    {
        var error = await FaultAsync(_data.Path, (name, value));

        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
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

        Assert.Contains(address, await FaultAsync(_data.Path, ("ASPNETCORE_URLS", address)), StringComparison.Ordinal);
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

    // The one line of standard error of a hub that must not start.
    private static async Task<string> FaultAsync(string dataDirectory, params (string Name, string Value)[] settings)
    {
        var (exitCode, error) = await HubProcess.FailAsync(dataDirectory, settings);
        Assert.NotEqual(0, exitCode);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
