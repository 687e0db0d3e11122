using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// What a partner's watchers are sent when a delivery to it is parked. Here a setting is missing: without a GLN of the corporation no DICO can be written.
/// </summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Notices_of_parked_deliveries : IAsyncLifetime
{
    private const string Resident = "Zonnebloem-Merkteken";
    private const string Phone = "0687654321";

    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync(new FakeClock(), ("Hub:Corporation:Gln", ""), ("Hub:PublicUrl", "https://hub.woonhart.example"));
        var document = _chain.DicoC.PartnerDocument();
        document["watchers"] = new JsonArray("beheer@woonhart.example", "planning@cement.example");
        await _chain.Hub.Setup.PutPartnerAsync(_chain.DicoC.PartnerId, document, Patience.Token);
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task Its_watchers_get_one_mail_that_says_what_how_many_since_when_and_what_to_do()
    {
        var numbers = await ParkAsync(2);
        await NoticeAsync();

        var mail = Assert.Single(await Mail.ReadAsync());
        Assert.Equal(["beheer@woonhart.example", "planning@cement.example"], mail.To.Mailboxes.Select(m => m.Address));
        Assert.Equal("2 berichten aan Cement komen niet aan", mail.Subject);
        Assert.Contains("De hub kan 2 berichten aan Cement niet bezorgen en probeert het niet meer.", mail.TextBody, StringComparison.Ordinal);
        Assert.Matches("Dat is zo sinds (zon|maan|dins|woens|donder|vrij|zater)dag [0-9]{1,2} [a-z]+ [0-9]{4} om [0-9]{2}\\.[0-9]{2} uur\\.", mail.TextBody);
        foreach (var number in numbers) Assert.Contains($"\n- opdracht {number}\n", mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Wat kunt u doen?", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://hub.woonhart.example/", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_names_no_resident_no_address_and_nothing_that_was_written_in_the_order()
    {
        await ParkAsync(1);
        await NoticeAsync();

        var text = await File.ReadAllTextAsync(Assert.Single(Mail.Files), Patience.Token);
        foreach (var personal in (string[])[Resident, Phone, "Merelstraat", "1234", "Lindedam", "Kraan", "GLN"])
            Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_parked_within_the_hour_gives_no_other_mail()
    {
        await ParkAsync(1);
        await NoticeAsync();
        await ParkAsync(1);
        await NoticeAsync();

        Assert.Single(Mail.Files);
    }

    [Fact]
    public async Task The_mail_is_readable_by_the_owner_of_the_data_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await ParkAsync(1);
        await NoticeAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Mail.Files)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Mail.Path));
    }

    private MailFolder Mail => new(_chain.Hub);

    private async Task<IReadOnlyList<string>> ParkAsync(int orders)
    {
        var numbers = new List<string>();
        for (var i = 0; i < orders; i++)
        {
            var draft = _chain.Draft(_chain.DicoC) with { Description = "Kraan lekt", ResidentName = Resident, ResidentPhone = Phone };
            (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
            await _chain.DeliveriesAsync(draft.Number, _chain.DicoC, "a parked delivery", d => d is [{ State: "parked" }]);
            numbers.Add(draft.Number);
        }
        return numbers;
    }

    private async Task NoticeAsync()
    {
        await _chain.Hub.RunTimerAsync("Sweep");
        await _chain.Hub.RunTimerAsync("SendNotices");
    }
}
