using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Hub.Bench;

/// <summary>
/// Sends damaged messages to a hub by the thousand, to every route that takes a body or a query, and some that are wrong in their framing. None may get
/// an answer of 500 or above, an answer with an exception's text in it, or none at all.
/// </summary>
internal sealed class MessageFuzz : IDisposable
{
    private const int MessagesOfOneSeed = 100;
    private const int MaxReported = 20;
    private const int ConcurrentBatches = 8;
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(10);

    private static readonly string[] TellTales = ["Exception", "   at ", "System.", "Hub.Formats", "Hub.Application", ".cs:line"];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "application/xml", "text/xml; charset=windows-1252",
        "text/xml; charset=nonsense", "text/csv; charset=utf-16", "application/json; charset=\"", "image/png", "x", "multipart/form-data; boundary=b",
    ];

    // Each is all of a request but its key, and wrong in what HTTP says of it.
    private static readonly string[] Framings =
    [
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", "Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2;a=\"\r\n{}\r\n0\r\nb\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        "Content-Length: -1\r\n\r\n{}", "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Content-Length: 9223372036854775807\r\n\r\n{}", "Content-Length: 0x2\r\n\r\n{}",
        "Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}", "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
    ];

    private readonly HubProcess _hub;
    private readonly Dictionary<string, string> _keys;
    private readonly List<byte[]> _others = [.. MessageSeed.All.Select(s => s.Bytes("0")).Where(b => b.Length > 0)];
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentBag<string> _wrong = [];
    private readonly HttpClient _http;
    private long _slowest;

    private MessageFuzz(HubProcess hub, Dictionary<string, string> keys)
    {
        (_hub, _keys) = (hub, keys);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = ConcurrentBatches }) { BaseAddress = hub.Address };
    }

    /// <summary>Sends so many messages; true where none of them found a fault.</summary>
    public static async Task<bool> RunAsync(int count)
    {
        await using var hub = await HubProcess.StartAsync();
        using var fuzz = new MessageFuzz(hub, await SetUpAsync(hub));
        var watch = Stopwatch.StartNew();
        // Each batch has its own seed, so that a failure can be reproduced by its name.
        var batches = Enumerable.Range(0, (count + MessagesOfOneSeed - 1) / MessagesOfOneSeed);
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentBatches }, async (batch, _) =>
        {
            var random = new Random(batch);
            var mutator = new MessageMutator(random, fuzz._others);
            for (var i = 0; i < Math.Min(MessagesOfOneSeed, count - (batch * MessagesOfOneSeed)); i++) await fuzz.SendAsync($"{batch}/{i}", random, mutator);
        });
        foreach (var (status, number) in fuzz._statuses.OrderBy(s => s.Key)) Line($"answers {status}", $"{number}");
        Line("slowest answer, ms", fuzz._slowest.ToString(CultureInfo.InvariantCulture));
        foreach (var wrong in fuzz._wrong.Take(MaxReported)) Console.WriteLine($"WRONG {wrong}");
        Line("messages, wrong", $"{count}, {fuzz._wrong.Count} in {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
        return fuzz._wrong.IsEmpty;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Dictionary<string, string>> SetUpAsync(HubProcess hub)
    {
        var erp = await Load.SetUpAsync(hub, Orders.Light, Load.MailboxContractor, Load.MailboxErp);
        await hub.PutAsync(
            "partners/canonical", """{"role":"Erp","name":"C","gln":"8712345000028","connection":{"language":"Canonical","transport":"Mailbox"}}""");
        return new Dictionary<string, string>
        {
            ["erp"] = erp, ["contractor"] = await hub.KeyAsync("contractor"), ["canonical"] = await hub.KeyAsync("canonical"),
            ["manager"] = HubProcess.ManageKey,
        };
    }

    private async Task SendAsync(string name, Random random, MessageMutator mutator)
    {
        var seed = MessageSeed.All[random.Next(MessageSeed.All.Count)];
        var number = random.Next(20) == 0 ? "1" : name.Replace('/', '-');
        var at = Stopwatch.GetTimestamp();
        try
        {
            var (status, text) = random.Next(50) == 0
                ? await SendFramedAsync(seed, Framings[random.Next(Framings.Length)])
                : await SendDamagedAsync(seed, number, random, mutator);
            _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            if (status >= 500) _wrong.Add($"{name}: {seed.Method} {seed.Path} answers {status}");
            if (TellTales.FirstOrDefault(t => text.Contains(t, StringComparison.Ordinal)) is { } tale)
                _wrong.Add($"{name}: {seed.Method} {seed.Path} says \"{tale}\"");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or SocketException)
        {
            _wrong.Add($"{name}: {seed.Method} {seed.Path} has no answer ({e.GetType().Name}: {e.Message})");
        }
        var took = (long)Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        if (took > TooSlow.TotalMilliseconds) _wrong.Add($"{name}: {seed.Method} {seed.Path} took {took} ms");
        if (took > Interlocked.Read(ref _slowest)) Interlocked.Exchange(ref _slowest, took);
    }

    private async Task<(int Status, string Text)> SendDamagedAsync(MessageSeed seed, string number, Random random, MessageMutator mutator)
    {
        // A seed as it is goes out too: what damaged messages are about must exist.
        var isWhole = random.Next(10) == 0;
        using var request = new HttpRequestMessage(new HttpMethod(seed.Method), isWhole ? seed.Path : Query(seed.Path, random, mutator));
        request.Headers.Add("X-API-KEY", _keys[seed.Key]);
        if (seed.Key == "erp") request.Headers.TryAddWithoutValidation("X-Stuurgegevens-Referentienummer", number);
        if (!isWhole && random.Next(10) == 0) request.Headers.TryAddWithoutValidation("X-Stuurgegevens-Tijdstip-Bericht", Ascii(mutator.Token()));
        if (!isWhole && random.Next(10) == 0) request.Headers.TryAddWithoutValidation("Idempotency-Key", Ascii(mutator.Token()));
        if (seed is { Key: "canonical", ContentType: "application/json" }) AddBinary(request, number, random, mutator);
        if (seed.ContentType is { } type)
        {
            request.Content = new ByteArrayContent(isWhole ? seed.Bytes(number) : mutator.Damaged(seed.Bytes(number)));
            var sent = !isWhole && random.Next(15) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : type;
            request.Content.Headers.TryAddWithoutValidation("Content-Type", sent);
        }
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    // A CloudEvent in binary mode: its attributes are headers.
    private static void AddBinary(HttpRequestMessage request, string number, Random random, MessageMutator mutator)
    {
        (string, string)[] attributes =
        [
            ("specversion", "1.0"), ("id", $"b{number}"), ("source", "urn:fuzz"), ("type", "nl.ketenhub.order.placed.v1"), ("time", "2026-03-02T09:30:00Z"),
        ];
        foreach (var (name, value) in attributes)
            request.Headers.TryAddWithoutValidation($"ce-{name}", random.Next(15) == 0 ? Ascii(mutator.Token()) : value);
        if (random.Next(10) == 0) request.Headers.TryAddWithoutValidation("ce-data", Ascii(mutator.Token()));
    }

    private static string Query(string path, Random random, MessageMutator mutator)
    {
        var words = path.Split(['?', '&']);
        for (var i = 1; i < words.Length; i++)
            if (random.Next(3) == 0) words[i] = words[i].Split('=')[0] + "=" + Uri.EscapeDataString(mutator.Token());
        var id = Uri.EscapeDataString(mutator.Token()).Replace(".", "%2E", StringComparison.Ordinal);
        if (random.Next(10) == 0) words[0] = words[0].Replace("F1", id, StringComparison.Ordinal);
        return words.Length == 1 ? words[0] : $"{words[0]}?{string.Join('&', words.Skip(1))}";
    }

    private static string Ascii(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~'));

    private async Task<(int Status, string Text)> SendFramedAsync(MessageSeed seed, string framing)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _hub.Address.Port);
        var stream = connection.GetStream();
        var method = seed.ContentType is null ? "POST" : seed.Method;
        var path = seed.ContentType is null ? "/api/v1/messages" : seed.Path;
        var type = seed.ContentType ?? "application/json";
        var head = $"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-KEY: {_keys[seed.Key]}\r\nContent-Type: {type}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + framing));
        // A body that is shorter than it says ends here.
        connection.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            var text = await reader.ReadToEndAsync();
            return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
        }
        catch (IOException)
        {
            // A connection that is closed without an answer is an answer too: the request was none.
            return (0, "");
        }
    }

    private static void Line(string what, string value) => Console.WriteLine($"{what,-48}{value}");
}
