using System.Text;
using System.Text.Json;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.EndToEnd.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.EndToEnd.Tests;

/// <summary>Reader keys, for programs such as Power BI.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Keys_that_only_read(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const string ReaderKeys = "api/v1/manage/reader-keys";

    private readonly Chain _chain = fixture.Chain;

    [Fact]
    public async Task A_reader_reads_every_order_and_one_that_is_bound_to_a_contractor_its_own()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var (all, _) = await _chain.MakeReaderAsync();
        var (own, _) = await _chain.MakeReaderAsync("cement");
        var (other, _) = await _chain.MakeReaderAsync("haakman");

        foreach (var reader in (Caller[])[all, own])
            Assert.False((await reader.GetAsync($"api/v1/orders/{number}")).Expect(200).Json.TryGetProperty("content", out _));
        (await other.GetAsync($"api/v1/orders/{number}")).Expect(404);
        Assert.Equal(1, (await own.GetAsync($"api/v1/orders?q={number}")).Expect(200).Json.GetProperty("orders").GetArrayLength());
        Assert.Equal(0, (await other.GetAsync($"api/v1/orders?q={number}&contractor=cement")).Expect(200).Json.GetProperty("orders").GetArrayLength());
    }

    [Fact]
    public async Task A_reader_writes_nothing_anywhere_and_opens_nothing_else()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        foreach (var contractor in (string?[])[null, "cement"])
        {
            var (reader, _) = await _chain.MakeReaderAsync(contractor);
            (await reader.PostAsync(Given.Canonical, "{}", Given.CloudEvent)).Expect(403);
            (await reader.PostAsync(Given.Dico, "<a/>", "application/xml")).Expect(403);
            (await reader.PostAsync(Given.Vera, "{}", "application/json")).Expect(403);
            (await reader.GetAsync(Given.Vera)).Expect(403);
            (await reader.GetAsync("api/v1/mailbox")).Expect(403);
            (await reader.DeleteAsync("api/v1/mailbox/none")).Expect(403);
            (await reader.PutAsync($"api/v1/orders/{number}/photos/p-1?moment=before", "x", "image/jpeg")).Expect(403);
            (await reader.PostAsync($"api/v1/orders/{number}/photos/p-1/deletion", "{}", "application/json")).Expect(403);
            (await reader.GetAsync($"api/v1/orders/{number}/photos")).Expect(403);
            (await reader.GetAsync($"api/v1/orders/{number}/timeline")).Expect(403);
            (await reader.GetAsync("api/v1/manage/messages")).Expect(401);
            (await reader.GetAsync("api/v1/manage/audit")).Expect(401);
            (await reader.PostAsync(ReaderKeys, """{ "name": "more" }""", "application/json")).Expect(401);
            Assert.DoesNotContain("detail", (await reader.GetAsync("api/health/ready")).Expect(200).Text, StringComparison.Ordinal);
            Assert.NotEqual(200, (await reader.GetAsync("dashboard", ("Host", "evil.example"))).Status);
        }
    }

    [Fact]
    public async Task A_revoked_key_and_one_that_somebody_made_up_are_nobodys()
    {
        var (reader, id) = await _chain.MakeReaderAsync();
        (await reader.GetAsync("api/v1/orders")).Expect(200);
        var wrong = _chain.Hub.With(reader.Key![..^1] + (reader.Key[^1] == 'a' ? 'b' : 'a'));
        (await wrong.GetAsync("api/v1/orders")).Expect(401);
        (await wrong.GetAsync("api/v1/mailbox")).Expect(401);
        foreach (var made in (string[])["khr_", "khr_aaaaaaaaaaaa_", "khr_aaaaaaaaaaaa_bbbb", $"khk_{reader.Key[4..]}", reader.Key + "x", $"khr_{id}"])
            (await _chain.Hub.With(made).GetAsync("api/v1/orders")).Expect(401);

        (await _chain.Manager.DeleteAsync($"{ReaderKeys}/{id}")).Expect(204);

        (await reader.GetAsync("api/v1/orders")).Expect(401);
        (await _chain.Manager.DeleteAsync($"{ReaderKeys}/{id}")).Expect(404);
    }

    [Fact]
    public async Task A_reader_key_is_also_the_password_of_a_program_that_knows_names_and_passwords_alone()
    {
        var (reader, _) = await _chain.MakeReaderAsync("cement");
        var nobody = _chain.Hub.With(null);
        (string, string) Basic(string text) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

        foreach (var name in (string[])["powerbi", "", "é"])
            (await nobody.GetAsync("api/v1/feeds/facts", Basic($"{name}:{reader.Key}"))).Expect(200);
        (await nobody.GetAsync("api/v1/orders", Basic($"powerbi:{reader.Key}"))).Expect(200);
        (await nobody.GetAsync("api/v1/mailbox", Basic($"powerbi:{reader.Key}"))).Expect(403);

        // The keys of those who may do more are taken as their own header alone.
        var partner = _chain.As(_chain.DicoC).Key;
        foreach (var text in (string[])[$"powerbi:{reader.Key}x", $"{reader.Key}:", reader.Key!, $"powerbi:{_chain.Manager.Key}", $"powerbi:{partner}"])
            (await nobody.GetAsync("api/v1/feeds/facts", Basic(text))).Expect(401);
        (await nobody.GetAsync("api/v1/feeds/facts", ("Authorization", "Basic #"))).Expect(401);
        // Who shows two keys is who the header of the hub's own says.
        (await _chain.Hub.With("khr_aaaaaaaaaaaa_x").GetAsync("api/v1/feeds/facts", Basic($"powerbi:{reader.Key}"))).Expect(401);

        var asked = (await nobody.GetAsync("api/v1/feeds/facts")).Expect(401).Headers["WWW-Authenticate"];
        Assert.Contains("Basic realm=", asked, StringComparison.Ordinal);
        Assert.Contains("Bearer", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_listed_with_its_last_use_and_its_secret_is_never_shown_again()
    {
        var (reader, id) = await _chain.MakeReaderAsync("cement");
        (await reader.GetAsync("api/v1/orders")).Expect(200);

        var list = (await _chain.Manager.GetAsync(ReaderKeys)).Expect(200);

        var key = list.Json.EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);
        Assert.Equal(("Power BI", "cement"), (key.GetProperty("name").GetString(), key.GetProperty("contractor").GetString()));
        Assert.InRange(key.GetProperty("lastUsedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.DoesNotContain(reader.Key!.Split('_')[2], list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_is_for_and_a_contractor_that_there_is_are_asked_for()
    {
        (await _chain.Manager.PostAsync(ReaderKeys, "", "application/json")).Expect(400);
        (await _chain.Manager.PostAsync(ReaderKeys, """{ "name": " " }""", "application/json")).Expect(400);
        (await _chain.Manager.PostAsync(ReaderKeys, """{ "name": "a", "contractor": "none" }""", "application/json")).Expect(400);
        (await _chain.Manager.PostAsync(ReaderKeys, """{ "name": "a", "contractor": "erp" }""", "application/json")).Expect(400);
        (await _chain.Manager.PostAsync(ReaderKeys, """{ "name": "a", "role": "Admin" }""", "application/json")).Expect(400);
    }
}

/// <summary>Reader keys that somebody made up.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Reader_keys_that_are_not_known
{
    [Fact]
    public async Task They_cost_the_store_no_more_reads_than_one_partner_may_ask_and_keep_nobody_out_who_was_in()
    {
        var keys = new CountedReaderKeys();
        await using var hub = await HubHost.StartAsync(s => s.AddSingleton<IReaderKeys>(keys), null, ("Hub:RequestsPerMinute", "20"));
        var reader = hub.With(keys.Text);
        (await reader.GetAsync("api/v1/orders")).Expect(200);

        var replies = new List<int>();
        for (var i = 0; i < 100; i++)
            replies.Add((await hub.With($"khr_aaaaaaaaaa{(char)('a' + (i % 8))}{(char)('j' + (i / 8))}_x").GetAsync("api/v1/orders")).Status);

        Assert.Contains(429, replies);
        Assert.True(keys.Reads < 100);
        (await reader.GetAsync("api/v1/orders")).Expect(200);
    }

    [Fact]
    public async Task One_that_is_asked_again_and_again_is_read_once()
    {
        var keys = new CountedReaderKeys();
        await using var hub = await HubHost.StartAsync(s => s.AddSingleton<IReaderKeys>(keys), new Hub.Testing.FakeClock());

        for (var i = 0; i < 5; i++) (await hub.With("khr_aaaaaaaaaaaa_x").GetAsync("api/v1/orders")).Expect(401);

        Assert.Equal(1, keys.Reads);
    }

    private sealed class CountedReaderKeys : IReaderKeys
    {
        private readonly ReaderKey _key;
        private int _reads;

        public CountedReaderKeys() => (Text, _key) = ApiKey.MakeReader("Power BI", null, DateTimeOffset.UnixEpoch);

        public string Text { get; }

        public int Reads => _reads;

        public ValueTask<IReadOnlyList<ReaderKey>> ListAsync(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<ReaderKey>>([_key]);

        public ValueTask<ReaderKey?> FindAsync(string id, CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            return ValueTask.FromResult(id == _key.Id ? _key : null);
        }

        public Task AddAsync(ReaderKey key, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(string id, CancellationToken cancel) => throw new NotSupportedException();

        public Task RecordUseAsync(string id, DateTimeOffset at, CancellationToken cancel) => Task.CompletedTask;
    }
}
