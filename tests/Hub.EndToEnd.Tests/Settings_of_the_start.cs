using System.Text.Json;
using Hub.Application.Settings;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Local;
using Hub.Functions.Settings;
using Hub.LocalRuntime;
using Hub.Testing;
using Microsoft.Extensions.Configuration;

namespace Hub.EndToEnd.Tests;

/// <summary>What the program makes of its arguments and settings before it makes anything else.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Settings_of_the_start
{
    private static HubOptions Options(params (string Name, string Value)[] settings) => HubOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build(), allowPrivateByDefault: true);

    [Theory]
    [InlineData("Hub:DataDirectroy", "did you mean Hub:DataDirectory")]
    [InlineData("hub:retention:contactday", "did you mean Hub:Retention:ContactDays")]
    [InlineData("Hub:Retention", "expected one of")]
    [InlineData("Hub:Mail", "expected one of")]
    [InlineData("Hub_DataDirectory", "in the environment Hub__DataDirectory")]
    [InlineData("HUB_RETENTION_PHOTOYEARS", "in the environment Hub__Retention__PhotoYears")]
    [InlineData("Hub.ManageKey", "expected Hub:ManageKey")]
    [InlineData("Hubb:RequestsPerMinute", "did you mean Hub:RequestsPerMinute")]
    [InlineData("Hb:Corporation:Nam", "did you mean Hub:Corporation:Name")]
    public void A_setting_that_is_not_known_is_named_with_what_was_meant(string name, string expected)
    {
        var e = Assert.Throws<SettingException>(() => Options((name, "1")));
        Assert.Contains(name, e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hub:ManageKey", "khk_aaaaaaaaaaaa_bbbb", "another beginning")]
    [InlineData("Hub:ManageKeySecret", "the key itself!", "the name of a secret")]
    [InlineData("Hub:SignIn:ClientId", "ketenhub", "SignIn:Authority")]
    [InlineData("Hub:SignIn:Authority", "https://issuer.example", "PublicUrl")]
    [InlineData("Hub:SignIn:Authority", "http://issuer.example", "an https address")]
    [InlineData("Hub:Retention:AuditDays", "7", "30 to")]
    public void Who_comes_in_is_set_rightly_or_not_at_all(string name, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingException>(() => Options((name, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Hub:SignIn:ClientId", null, "SignIn:ClientId")]
    [InlineData("Hub:SignIn:ClientSecret", null, "SignIn:ClientSecret")]
    [InlineData("Hub:PublicUrl", "http://hub.corporatie.example", "PublicUrl")]
    [InlineData("Hub:SignIn:ClientSecretFile", "/no/such/file", "either this or")]
    public void Signing_in_needs_an_issuer_an_id_a_secret_and_an_address(string name, string? value, string expected)
    {
        var settings = new Dictionary<string, string>
        {
            ["Hub:SignIn:Authority"] = "https://issuer.example", ["Hub:SignIn:ClientId"] = "ketenhub", ["Hub:SignIn:ClientSecret"] = "s3cret",
            ["Hub:PublicUrl"] = "https://hub.corporatie.example",
        };
        Assert.Equal("ketenhub", Options([.. settings.Select(s => (s.Key, s.Value))]).SignIn.Issuer!.ClientId);
        if (value is null) settings.Remove(name);
        else settings[name] = value;

        var error = Assert.Throws<SettingException>(() => Options([.. settings.Select(s => (s.Key, s.Value))]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_at_the_issuer_may_be_in_a_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("secret"), "s3cret-of-the-hub\n");

        var issuer = Options(("Hub:SignIn:Authority", "https://issuer.example"), ("Hub:SignIn:ClientId", "ketenhub"),
            ("Hub:SignIn:ClientSecretFile", folder.File("secret")), ("Hub:PublicUrl", "https://hub.corporatie.example"),
            ("Hub:SignIn:Tenants", "one, two")).SignIn;

        Assert.Equal("s3cret-of-the-hub", issuer.Issuer!.ClientSecret);
        Assert.DoesNotContain("s3cret", issuer.ToString(), StringComparison.Ordinal);
        Assert.Equal(["one", "two"], issuer.Tenants);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(" , ,")]
    public void Directories_that_are_none_stop_the_start_and_let_nobody_in(string value) => Assert.Contains(
        "Hub:SignIn:Tenants", Assert.Throws<SettingException>(() => Options(("Hub:SignIn:Tenants", value))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_stands_below_a_setting_is_not_shown_as_it_may_be_its_value() => Assert.Equal(
        "The setting Hub:ManageKey has no settings below it: expected Hub:ManageKey with its value.",
        Assert.Throws<SettingException>(() => Options(("Hub:ManageKey:s3cret-of-the-manager", "1"))).Message);

    [Theory]
    [InlineData("DataDirectory", "")]
    [InlineData("ManageKey", "                    ")]
    [InlineData("Corporation:Name", " ")]
    [InlineData("Corporation:Name", "\u200B")]
    [InlineData("RequestsPerMinute", "")]
    public void A_setting_without_a_value_is_named_and_not_taken_for_one_that_was_left_out(string name, string value) => Assert.Equal(
        $"The setting Hub:{name} is empty: give it a value, or leave it out.", Assert.Throws<SettingException>(() => Options(($"Hub:{name}", value))).Message);

    [Theory]
    [InlineData("Share", "5 %")]
    [InlineData("Share", "1.5")]
    [InlineData("Share", "-0.1")]
    [InlineData("AtLeast", "-1")]
    [InlineData("AtLeast", "many")]
    public void A_limit_of_replacements_that_is_none_is_refused(string name, string value) =>
        Assert.Contains($"Hub:Replacements:{name}", Assert.Throws<SettingException>(() => Options(($"Hub:Replacements:{name}", value))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_limits_of_replacements_are_settings()
    {
        Assert.Equal(new ReplacementLimits(0.05, 20), Options().Replacements);
        Assert.Equal(new ReplacementLimits(0.1, 0), Options(("Hub:Replacements:Share", "0.1"), ("Hub:Replacements:AtLeast", "0")).Replacements);
    }

    [Fact]
    public void The_settings_of_notices_have_defaults_and_are_read()
    {
        Assert.Equal((0, null, TimeSpan.FromHours(4), null),
            (Options().Notices.Administrators.Count, Options().Notices.Teams, Options().Notices.DeadlineLead, Options().Smtp));
        var options = Options(
            ("Hub:Notices:Administrators", "een@corporatie.example, twee@corporatie.example"), ("Hub:Notices:TeamsWorkflow", "https://teams.example/1"),
            ("Hub:Notices:DeadlineHours", "8"), ("Hub:Smtp:Host", "smtp.corporatie.example"), ("Hub:Smtp:From", "ketenhub@corporatie.example"),
            ("Hub:Smtp:Security", "tls"), ("Hub:Smtp:User", "ketenhub"), ("Hub:Smtp:Password", "geheim"));
        Assert.Equal(["een@corporatie.example", "twee@corporatie.example"], options.Notices.Administrators);
        Assert.Equal(new SmtpServer("smtp.corporatie.example", 465, "ketenhub@corporatie.example", SmtpSecurity.Tls, "ketenhub", "geheim"), options.Smtp);
        Assert.DoesNotContain("geheim", options.Smtp!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hub:Notices:Administrators", "beheer")]
    [InlineData("Hub:Notices:TeamsWorkflow", "teams.example/1")]
    [InlineData("Hub:Notices:DeadlineHours", "0")]
    [InlineData("Hub:Smtp:Host", "")]
    [InlineData("Hub:Smtp:Host", "smtp://smtp.corporatie.example")]
    [InlineData("Hub:Smtp:From", "")]
    [InlineData("Hub:Smtp:From", "Ketenhub <ketenhub@corporatie.example>")]
    [InlineData("Hub:Smtp:Port", "0")]
    [InlineData("Hub:Smtp:Security", "Ssl")]
    [InlineData("Hub:Smtp:Security", "None")]
    [InlineData("Hub:Smtp:User", "")]
    [InlineData("Hub:Smtp:Password", "")]
    public void A_wrong_setting_of_notices_or_one_without_the_other_is_named(string name, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["Hub:Smtp:Host"] = "smtp.corporatie.example", ["Hub:Smtp:From"] = "ketenhub@corporatie.example", ["Hub:Smtp:User"] = "ketenhub",
            ["Hub:Smtp:Password"] = "geheim-van-de-mail",
        };
        // An empty value here: left out.
        if (value.Length == 0) settings.Remove(name);
        else settings[name] = value;
        var message = Assert.Throws<SettingException>(() => Options([.. settings.Select(s => (s.Key, s.Value))])).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim-van-de-mail", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("smtp.corporatie.example", false)]
    [InlineData("10.0.0.25", false)]
    public void Mail_goes_unsecured_to_a_server_on_the_same_machine_alone(string host, bool isAllowed)
    {
        HubOptions Read() => Options(("Hub:Smtp:Host", host), ("Hub:Smtp:From", "ketenhub@corporatie.example"), ("Hub:Smtp:Security", "None"));
        if (isAllowed) Assert.Equal(SmtpSecurity.None, Read().Smtp!.Security);
        else Assert.Contains("Hub:Smtp:Security", Assert.Throws<SettingException>(Read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUB")]
    [InlineData("HUB_PORT_7071_TCP")]
    [InlineData("HUBERT")]
    [InlineData("Other:DataDirectroy")]
    [InlineData("Hubs:Address")]
    public void What_is_no_setting_of_the_hub_is_left_alone(string name) => Assert.Equal(".data", Options((name, "1")).DataDirectory);

    [Theory]
    [InlineData("--demo")]
    [InlineData("--urls", "http://127.0.0.1:7072")]
    [InlineData("--Hub:DataDirectory=/data", "--environment=Test")]
    [InlineData("/hub:managekey=manage-key-0123456789")]
    [InlineData("urls=http://127.0.0.1:7072")]
    public void Arguments_that_are_known_start_the_hub(params string[] arguments) => Assert.Null(CommandLine.Answer(arguments));

    [Theory]
    [InlineData("--typo")]
    [InlineData("--typo=1")]
    [InlineData("--typo", "1")]
    [InlineData("--demo", "--Demo1")]
    [InlineData("demo")]
    [InlineData("-x")]
    [InlineData("--urls")]
    [InlineData("--urls", "--demo")]
    [InlineData("--Hub:DataDirectory=/a", "--hub:datadirectory=/b")]
    [InlineData("--urls", "http://127.0.0.1:7072", "--urls=http://127.0.0.1:7073")]
    [InlineData("--demo", "--demo")]
    public void Arguments_that_are_not_known_or_lack_their_value_stop_the_start(params string[] arguments) =>
        Assert.Throws<StartException>(() => CommandLine.Answer(arguments));

    [Theory]
    [InlineData("--Hub__ManageKey=s3cret-of-the-manager")]
    [InlineData("--ManageKey=s3cret-of-the-manager")]
    [InlineData("-Hub:ManageKey=s3cret-of-the-manager")]
    [InlineData("--manage-key=s3cret-of-the-manager")]
    [InlineData("--manage-key:s3cret-of-the-manager")]
    [InlineData("--Hub__ManageKey:s3cret-of-the-manager")]
    [InlineData("--Hub:ManageKey:s3cret-of-the-manager")]
    [InlineData("--Hub:ManageKey:s3cret-of-the-manager=1", "--Hub:ManageKey:s3cret-of-the-manager=1")]
    [InlineData("--Hub:ManageKey=manage-key-0123456789", "--Hub:ManageKey=s3cret-of-the-manager")]
    [InlineData("--Hub:ManageKey", "manage-key-0123456789", "s3cret-of-the-manager")]
    [InlineData("--Hub:ManageKey", "manage-key-0123456789", "s3cret-of-the-manager==")]
    [InlineData("--Hub:ManageKey", "manage-key-0123456789", "-s3cret-of-the-manager")]
    [InlineData("Hub:ManageKey", "s3cret-of-the-manager")]
    public void An_error_about_the_arguments_shows_no_value(params string[] arguments)
    {
        var message = Assert.Throws<StartException>(() => CommandLine.Answer(arguments)).Message;
        Assert.DoesNotContain("s3cret", message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(arguments.Length == 3 ? "Argument 3 is not known" : "--Hub:ManageKey", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUB__REQUESTSPERMINUTE", "Hub__RequestsPerMinute")]
    [InlineData("Hub:OAuth:Issuer", "hub__oauth__issuer")]
    [InlineData("ASPNETCORE_URLS", "aspnetcore_urls")]
    public void A_setting_that_stands_twice_in_the_environment_stops_the_start(string one, string other)
    {
        var message = Assert.Throws<StartException>(() => EnvironmentSettings.RefuseTwice(["PATH", "Path", one, other])).Message;
        Assert.Contains(one, message, StringComparison.Ordinal);
        EnvironmentSettings.RefuseTwice(["PATH", "Path", one, "Hub__ManageKey"]);
    }

    [Theory]
    [InlineData("--hlep", "--help")]
    [InlineData("-help", "--help")]
    [InlineData("--Versoin", "--version")]
    [InlineData("demo", "--demo")]
    [InlineData("--url=http://127.0.0.1:7072", "--urls")]
    [InlineData("--content-root=/", "--contentRoot")]
    public void An_argument_that_is_nearly_one_is_told_which(string argument, string meant) => Assert.Contains(
        $"did you mean {meant};", Assert.Throws<StartException>(() => CommandLine.Answer([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_that_a_start_made_and_did_not_live_to_show_is_named_by_the_next()
    {
        using var folder = new TempFolder();
        var options = Options(("Hub:DataDirectory", folder.Path));
        var made = ManageKeyFile.Find(options);
        var found = ManageKeyFile.Find(options);
        Assert.Equal((made.Value, true, false), (found.Value, made.IsNew, found.IsNew));
        Assert.Contains(Path.Combine(folder.Path, "manage-key"), ManageKeyFile.Line(found, options, isTerminal: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--demo", "--help")]
    public void Who_asks_for_help_gets_it(params string[] arguments) => Assert.Contains("--urls", CommandLine.Answer(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://*:7071")]
    [InlineData("http://+:7071")]
    [InlineData("http://hub.corporatie.example:7071")]
    [InlineData("http://127.0.0.1:7071", "http://0.0.0.0:7072")]
    [InlineData("http://127.0.0.1:7071", "http://192.168.1.7:7071")]
    public void Where_no_one_address_follows_from_the_listening_the_public_one_must_be_told(params string[] addresses)
    {
        Assert.Contains("Hub:PublicUrl", Assert.Throws<SettingException>(() => ListenAddresses.Check(addresses, null)).Message, StringComparison.Ordinal);
        ListenAddresses.Check(addresses, new Uri("https://hub.corporatie.example"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://[::]:7071")]
    public void A_public_address_that_is_every_address_reaches_nobody(string address) => Assert.Contains(
        "Hub:PublicUrl", Assert.Throws<SettingException>(() => ListenAddresses.Check(["http://0.0.0.0:7071"], new Uri(address))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://localhost:7071")]
    [InlineData("http://[::1]:7071")]
    [InlineData("http://192.168.1.7:7071")]
    [InlineData("http://127.0.0.1:7071", "http://[::1]:7071")]
    public void One_address_is_told_as_it_is(params string[] addresses) => ListenAddresses.Check(addresses, null);

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("WEBSITE_POD_NAME")]
    public void The_build_for_one_machine_does_not_start_in_Azure_and_says_which_one_does(string mark)
    {
        AzureHosting.Refuse(_ => null);
        var e = Assert.Throws<StartException>(() => AzureHosting.Refuse(name => name == mark ? "x" : null));
        Assert.Contains(mark, e.Message, StringComparison.Ordinal);
        Assert.Contains("-p:HubRuntime=Azure", e.Message, StringComparison.Ordinal);
    }

    private static string Sample => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json"));

    [Fact]
    public void The_sample_of_settings_names_no_corporation_and_knows_every_setting_in_it()
    {
        using var sample = JsonDocument.Parse(
            Sample, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var hub = sample.RootElement.GetProperty("Values").EnumerateObject().Where(v => v.Name.StartsWith("Hub:", StringComparison.Ordinal)).ToList();

        var options = Options([.. hub.Select(v => (v.Name, v.Value.GetString()!))]);

        Assert.Equal(("", null), (options.Corporation.Name, options.Corporation.Gln));
        Assert.Equivalent(Options(), options, strict: true);
    }

    [Fact]
    public void The_sample_of_settings_has_every_setting_of_both_flavours()
    {
        var azure = new[]
        {
            "Cosmos:accountEndpoint", "Cosmos:connectionMode", "Blobs:serviceUri", "Evidence:serviceUri", "KeyVault:vaultUri",
            "ServiceBus:fullyQualifiedNamespace", "Graph:mailbox",
        };
        Assert.All(HubOptions.Names.Select(name => $"Hub:{name}").Concat(azure), name => Assert.Contains($"\"{name}\": ", Sample, StringComparison.Ordinal));
    }
}
