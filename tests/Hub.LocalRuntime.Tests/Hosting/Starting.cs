using System.Net;
using System.Net.Sockets;
using Hub.Sqlite;
using Hub.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime.Tests;

public sealed class Starting : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "version": "3.0" }""", "version is \"3.0\", and \"2.0\" is expected")]
    [InlineData("{ }", "version is missing, and \"2.0\" is expected")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": 7 } } }""", "extensions.http.routePrefix is 7, and text is expected")]
    [InlineData(
        """{ "version": "2.0", "extensions": { "serviceBus": { "maxConcurrentCalls": 0 } } }""",
        "extensions.serviceBus.maxConcurrentCalls is 0, and a whole number from 1 to 10000 is expected")]
    [InlineData(
        """{ "version": "2.0", "extensions": { "serviceBus": { "autoCompleteMessages": "yes" } } }""",
        "extensions.serviceBus.autoCompleteMessages is \"yes\", and true or false is expected")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "5 minutes" }""", "functionTimeout is \"5 minutes\", and a duration as \"hh:mm:ss\" is expected")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default is \"Loud\", and Trace, Debug")]
    [InlineData("{ version }", "host.json is not JSON")]
    public async Task A_wrong_setting_of_host_json_is_named_with_what_is_expected(string json, string sentence)
    {
        await AssertRefusedAsync(App().HostJson(json), sentence);
    }

    [Fact]
    public async Task Host_json_must_be_there()
    {
        await AssertRefusedAsync(App().HostJson(null), $"host.json is missing: it is expected at {_folder.File("host.json")}");
    }

    [Fact]
    public async Task What_host_json_says_to_azure_alone_is_left_alone()
    {
        await using var app = await App()
            .HostJson("""{ "version": "2.0", /* for Azure */ "concurrency": { "dynamicConcurrencyEnabled": true }, "extensions": { "cosmosDB": { "connectionMode": 3 } }, }""")
            .StartAsync();
    }

    [Fact]
    public async Task A_second_process_over_the_same_data_is_refused()
    {
        await using var first = await App().StartAsync();

        await AssertRefusedAsync(App(), $"The data directory {_folder.File("data")} is in use by another process");
    }

    [Fact]
    public async Task The_data_directory_and_what_is_in_it_is_its_owners_only_also_where_it_was_made_beforehand()
    {
        // Windows has no such rights.
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var data = _folder.File("data");
        Directory.CreateDirectory(Path.Combine(data, "photos", "deep"));
        foreach (var folder in (string[])[data, Path.Combine(data, "photos"), Path.Combine(data, "photos", "deep")]) File.SetUnixFileMode(folder, All);
        foreach (var name in (string[])["some.db", "photos/a", "photos/deep/b"])
        {
            await File.WriteAllTextAsync(Path.Combine(data, name), "personal");
            File.SetUnixFileMode(Path.Combine(data, name), All);
        }

        await using var app = await App().StartAsync();
        await File.WriteAllTextAsync(Path.Combine(data, "made-later"), "personal");

        foreach (var path in Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data))
            Assert.True((File.GetUnixFileMode(path) & All & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) == 0, path);
        Assert.Equal(6, Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Count(p => !p.Contains("runtime.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_a_refused_start_the_data_is_free_again()
    {
        await AssertRefusedAsync(App().Functions<WrongSchedule>(), "schedule");

        await using var app = await App().StartAsync();
    }

    [Fact]
    public async Task A_database_of_a_version_with_queues_on_disk_is_opened_and_what_waited_there_is_dropped()
    {
        Directory.CreateDirectory(_folder.File("data"));
        using (var before = SqliteDatabase.Open(_folder.File("data/runtime.db"), RuntimeStore.Migrations[..1]))
        {
            await before.WriteAsync(s => s["INSERT INTO message (queue, body, enqueued_at, visible_at) VALUES ('work', 'plain text', 0, 0)"].Execute());
            await before.StopAsync();
        }

        await using var app = await App().StartAsync();
        Assert.Equal(new QueueCounts(0, 0, 0), app.Inspector.Count("work"));
    }

    [Fact]
    public async Task A_damaged_database_is_named()
    {
        Directory.CreateDirectory(_folder.File("data"));
        File.WriteAllText(_folder.File("data/runtime.db"), new string('?', 8_192));

        await AssertRefusedAsync(App(), $"The database {_folder.File("data/runtime.db")} is damaged");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("data"), "a file, not a folder");

        await AssertRefusedAsync(App(), $"The data directory {_folder.File("data")} cannot be made");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await AssertRefusedAsync(App().Args("--urls", url), $"Cannot listen on {url}: the address is in use already; "
            + "stop the other process, or set --urls on the command line, which set this one, to another address.");
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS", "7077", "ASPNETCORE_URLS=http://127.0.0.1:7077")]
    [InlineData("HTTPS_PORTS", "7077", "ASPNETCORE_URLS=")]
    [InlineData("Kestrel:Endpoints:A:Url", "http://127.0.0.1:7077", "Kestrel:Endpoints:A has no effect")]
    public async Task An_address_that_is_set_where_nobody_reads_it_stops_the_start(string name, string value, string expected) =>
        await AssertRefusedAsync(App().WithoutAddress().Args($"--{name}", value), expected);

    [Fact]
    public async Task Ports_that_an_image_sets_give_way_to_an_address() =>
        await (await App().Args("--ASPNETCORE_HTTP_PORTS", "8080").StartAsync()).DisposeAsync();

    [Theory]
    [InlineData("https://127.0.0.1:7071")]
    [InlineData("7071")]
    public async Task An_address_of_another_form_is_named(string urls)
    {
        await AssertRefusedAsync(App().Args("--urls", urls), $"--urls on the command line is \"{urls}\"");
    }

    [Fact]
    public async Task An_option_out_of_range_is_named()
    {
        await AssertRefusedAsync(App().Options(options => options.MaxDeliveryCount = 0), "MaxDeliveryCount is 0");
    }

    [Fact]
    public async Task A_wrong_declaration_is_named()
    {
        await AssertRefusedAsync(App().Functions<WrongSchedule>(), "Function wrong-schedule (WrongSchedule.Run): its schedule is \"hourly\"");
        await AssertRefusedAsync(App().Functions<WrongParameter>(), "Function wrong-parameter (WrongParameter.Run): parameter when cannot be bound");
        await AssertRefusedAsync(App().Functions<WrongTrigger>(),
            "Function wrong-trigger (WrongTrigger.Run): parameter body is a Int32, and String is expected");
        await AssertRefusedAsync(App().Functions<WrongResult>(),
            "Function wrong-result (WrongResult.Run): it returns String, and IResult or nothing is expected");
        await AssertRefusedAsync(App().Functions<SlashRoute>(), "Function slash-route (SlashRoute.Run): its route is \"/orders\"");
        await AssertRefusedAsync(App().Functions<EmptyRoute>(), "Function empty-route (EmptyRoute.Run): its route is \"\"");
        await AssertRefusedAsync(App().Functions<NoTrigger>(), "Function no-trigger (NoTrigger.Run) must have exactly one parameter with a trigger");
        await AssertRefusedAsync(App().Functions<NoSource>(), "an IChangeSource<String> with ContainerName \"nothing\" is expected");
        await AssertRefusedAsync(App().Functions<NoSetting>(), "its trigger says %Queues:None%, and there is no setting of that name");
        await AssertRefusedAsync(App().Functions<NoSource>().Functions<NoSource>(), "Two functions are named no-source");
    }

    [Fact]
    public async Task Settings_come_from_the_local_file_then_the_command_line()
    {
        File.WriteAllText(
            _folder.File("local.settings.json"),
            """{ "IsEncrypted": false, "Values": { "Hub:Colon": "file", "Hub__Underscores": "file", "Hub:Both": "file", "Hub:Number": 7 } }""");
        using var host = App().Args("--Hub:Both", "command line").Build();
        var settings = host.Services.GetRequiredService<IConfiguration>();

        string[] names = ["Hub:Colon", "Hub:Underscores", "Hub:Both", "Hub:Number"];
        Assert.Equal(["file", "file", "command line", "7"], names.Select(name => settings[name]));
    }

    [Theory]
    [InlineData("""{ "Values": {}, "Hub": { "Corporation": { "Name": "De Linde" } } }""", "Hub stands beside Values", "\"Hub:Corporation:Name\"")]
    [InlineData("""{ "Hub:DataDirectory": "data" }""", "Hub:DataDirectory stands beside Values", "\"Hub:DataDirectory\"")]
    [InlineData("""{ "Hub__DataDirectory": "data" }""", "Hub__DataDirectory stands beside Values", "\"Hub:DataDirectory\"")]
    [InlineData("""{ "values": { "Hub:DataDirectory": "data" } }""", "values stands beside Values", "\"Hub:DataDirectory\"")]
    [InlineData("""{ "Values": { "Hub:A": "1", "Hub:A": "2" } }""", "Values.Hub:A stands there twice", "one value")]
    [InlineData("""{ "Values": { "Hub:A": "1", "hub__a": "2" } }""", "Values.hub__a stands there twice", "one value")]
    public async Task A_setting_that_stands_where_nobody_reads_it_stops_the_start(string file, string said, string instead)
    {
        File.WriteAllText(_folder.File("local.settings.json"), file);
        await AssertRefusedAsync(App(), said);
        await AssertRefusedAsync(App(), instead);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_local_file_stops_the_start()
    {
        Directory.CreateDirectory(_folder.File("local.settings.json"));
        await AssertRefusedAsync(App(), "local.settings.json is a folder");
    }

    [Fact]
    public void What_only_the_tools_of_Azure_read_is_left_to_them()
    {
        File.WriteAllText(_folder.File("local.settings.json"), """{ "IsEncrypted": false, "Values": {}, "Host": { "CORS": "*" }, "ConnectionStrings": {} }""");
        using var host = App().Build();
        Assert.NotNull(host);
    }

    private TestApp App() => new(_folder);

    private static async Task AssertRefusedAsync(TestApp app, string sentence)
    {
        var error = await Assert.ThrowsAsync<StartException>(app.StartAsync);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private sealed class WrongSchedule
    {
        [Function("wrong-schedule")]
        public static void Run([TimerTrigger("hourly")] TimerInfo timer)
        {
        }
    }

    private sealed class WrongParameter
    {
        [Function("wrong-parameter")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, DateTime when)
        {
        }
    }

    private sealed class WrongTrigger
    {
        [Function("wrong-trigger")]
        public static void Run([ServiceBusTrigger("work")] int body)
        {
        }
    }

    private sealed class WrongResult
    {
        [Function("wrong-result")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";
    }

    private sealed class SlashRoute
    {
        [Function("slash-route")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/orders")] HttpRequest request)
        {
        }
    }

    private sealed class EmptyRoute
    {
        [Function("empty-route")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "")] HttpRequest request)
        {
        }
    }

    private sealed class NoTrigger
    {
        [Function("no-trigger")]
        public static void Run(CancellationToken cancellationToken)
        {
        }
    }

    private sealed class NoSource
    {
        [Function("no-source")]
        public static void Run([CosmosDBTrigger("hub", "nothing")] IReadOnlyList<string> texts)
        {
        }
    }

    private sealed class NoSetting
    {
        [Function("no-setting")]
        public static void Run([ServiceBusTrigger("%Queues:None%")] string body)
        {
        }
    }
}
