using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Testing;
using Microsoft.AspNetCore.Connections;

namespace Hub.LocalRuntime.Tests;

public sealed class Http_functions : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Probe<string> _seen = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/api/v1/orders/WO-12%2F7", "order WO-12/7")]
    [InlineData("/api/v1/photos/7d1b8a64-6f0c-4f0e-9a65-0f5d0f3f7b11/3", "photo 7d1b8a64-6f0c-4f0e-9a65-0f5d0f3f7b11 page 3")]
    [InlineData("/dashboard", "file ")]
    [InlineData("/dashboard/css/site.css", "file css/site.css")]
    [InlineData("/plain", "plain")]
    [InlineData("/", "bare")]
    [InlineData("", "bare")]
    public async Task A_path_finds_its_function_and_its_values(string path, string answer)
    {
        await using var app = await StartAsync();

        Assert.Equal(answer, await app.Http.GetStringAsync(path));
    }

    [Theory]
    [InlineData("POST", "/api/v1/orders/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/plain", HttpStatusCode.OK)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/photos/x/3", HttpStatusCode.NotFound)]
    [InlineData("GET", "/unconstrained/x", HttpStatusCode.BadRequest)]
    public async Task What_no_function_takes_is_refused(string method, string path, HttpStatusCode status)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_prefix_of_host_json_stands_before_every_route()
    {
        await using var app = await App()
            .HostJson("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "hub/v2" } } }""")
            .StartAsync();

        Assert.Equal("plain", await app.Http.GetStringAsync("/hub/v2/plain"));
    }

    [Theory]
    [InlineData("/fails/at-once")]
    [InlineData("/fails/later")]
    public async Task A_failure_is_a_problem_without_a_word_of_the_exception(string path)
    {
        await using var app = await StartAsync();
        using var response = await app.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"title":"An error occurred while processing the request.","status":500}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_arrives_while_it_is_being_sent()
    {
        await using var app = await StartAsync();
        using var body = new PartedContent();
        var answer = app.Http.PostAsync("/parts", body);
        body.Send("first");
        Assert.Equal("first", await _seen.NextAsync());
        body.Send("second");
        Assert.Equal("second", await _seen.NextAsync());
        body.End();

        using var response = await answer.Soon();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_of_more_than_100_MiB_is_refused()
    {
        await using var app = await StartAsync();
        var answer = await AskRawAsync(app, $"POST /parts HTTP/1.1\r\nHost: hub\r\nContent-Length: {(100 * 1024 * 1024) + 1}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_does_not_tell_what_it_is()
    {
        await using var app = await StartAsync();
        using var response = await app.Http.GetAsync("/plain");

        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_its_request()
    {
        await using var app = await StartAsync();
        using var patience = new CancellationTokenSource();
        var request = app.Http.GetAsync("/patient", patience.Token);
        Assert.Equal("waiting", await _seen.NextAsync());
        await patience.CancelAsync();

        Assert.Equal("cancelled", await _seen.NextAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("aborted")]
    public async Task A_connection_that_broke_while_the_body_came_is_no_failure_of_the_function(string how)
    {
        await using var app = await StartAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => app.Http.GetAsync($"/breaks/{how}"));
    }

    [Fact]
    public async Task A_function_object_lives_for_one_request_and_is_disposed()
    {
        await using var app = await StartAsync();
        await app.Http.GetStringAsync("/disposable");
        await app.Http.GetStringAsync("/disposable");

        Assert.Equal(["made", "ran", "disposed", "made", "ran", "disposed"], await _seen.NextAsync(6));
    }

    private Task<RunningApp> StartAsync() => App().StartAsync();

    private TestApp App() => new TestApp(_folder).Functions<Api>().Functions<Disposable>().Service(_seen);

    private static async Task<string> AskRawAsync(RunningApp app, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync().Soon() ?? "";
    }

    private sealed class Api(Probe<string> seen)
    {
        [Function("order")]
        public static IResult Order([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}")] HttpRequest request,
            string orderId) =>
            Results.Text($"order {Uri.UnescapeDataString(orderId)}");

        [Function("photo")]
        public static Task<IResult> PhotoAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/photos/{id:guid}/{page:int}")] HttpRequest request, Guid id, int page) =>
            Task.FromResult(Results.Text($"photo {id} page {page}"));

        [Function("dashboard")]
        public static ValueTask<IResult> DashboardAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/{*path}")] HttpRequest request,
            string? path) =>
            new(Results.Text($"file {path}"));

        [Function("plain")]
        public static Task PlainAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.HttpContext.Response.WriteAsync("plain");

        [Function("bare")]
        public static IResult Bare([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
            Results.Text("bare");

        [Function("unconstrained")]
        public static IResult Unconstrained([HttpTrigger(AuthorizationLevel.Anonymous, Route = "unconstrained/{id}")] HttpRequest request, Guid id) =>
            Results.Text($"{id}");

        [Function("fails-at-once")]
        public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, Route = "fails/at-once")] HttpRequest request) =>
            throw new InvalidOperationException("secret");

        [Function("fails-later")]
        public static async Task<IResult> FailAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "fails/later")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("secret");
        }

        // As the server tells it, which may be before it has cancelled the request.
        [Function("breaks")]
        public static IResult Break([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "breaks/{how}")] HttpRequest request, string how) =>
            throw (how == "reset"
                ? new ConnectionResetException("reset", new SocketException((int)SocketError.ConnectionReset))
                : new TaskCanceledException("aborted", new ConnectionAbortedException()));

        [Function("parts")]
        public async Task<IResult> PartsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parts")] HttpRequest request,
            CancellationToken cancellationToken)
        {
            var buffer = new byte[100];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0) seen.Report(Encoding.UTF8.GetString(buffer, 0, read));
            return Results.Ok();
        }

        [Function("patient")]
        public async Task<IResult> PatientAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patient")] HttpRequest request,
            CancellationToken cancellationToken)
        {
            seen.Report("waiting");
            try
            {
                await new Gate().PassAsync(cancellationToken);
                return Results.Ok();
            }
            finally
            {
                seen.Report("cancelled");
            }
        }
    }

    private sealed class Disposable : IDisposable
    {
        private readonly Probe<string> _seen;

        public Disposable(Probe<string> seen)
        {
            _seen = seen;
            seen.Report("made");
        }

        [Function("disposable")]
        public async Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await Task.Yield();
            _seen.Report("ran");
        }

        public void Dispose() => _seen.Report("disposed");
    }

    /// <summary>A request body that the test sends part by part.</summary>
    private sealed class PartedContent : HttpContent
    {
        private readonly System.Threading.Channels.Channel<string> _parts = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public void Send(string part) => _parts.Writer.TryWrite(part);

        public void End() => _parts.Writer.Complete();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await foreach (var part in _parts.Reader.ReadAllAsync())
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(part));
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
