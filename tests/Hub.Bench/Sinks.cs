using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Bench;

/// <summary>
/// Partners at minimal cost: a contractor that answers each instruction with "accepted", and an ERP that reports when it receives that.
/// </summary>
internal sealed class Sinks : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Sinks(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public string ContractorKey { get; set; } = "";

    public static async Task<Sinks> StartAsync(HubProcess? hub, Action<string> onAcceptance)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        Sinks? sinks = null;
        app.Run(async context =>
        {
            var body = await ReadAsync(context.Request);
            if (context.Request.Path.StartsWithSegments("/erp"))
            {
                if (body.Contains("OrderAccepted", StringComparison.Ordinal)) onAcceptance(context.Request.Path.Value!.Split('/')[^1]);
            }
            else if (hub is not null && sinks is not null)
            {
                // Sent after the 200, like a contractor's system.
                var number = Between(body, "<InstructionNumber>", "</InstructionNumber>");
                _ = AcceptAsync(hub, sinks.ContractorKey, number).ContinueWith(
                    t => Console.Error.WriteLine($"The status of {number} was not sent: {t.Exception!.GetBaseException().Message}"),
                    TaskContinuationOptions.OnlyOnFaulted);
            }
            context.Response.StatusCode = 200;
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return sinks = new Sinks(app, new Uri(address));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task AcceptAsync(HubProcess hub, string key, string number)
    {
        var xml = $"""
            <MaintenanceStatus xmlns="http://www.ketenstandaard.nl/onderhoudsstatus/SALES/005"><MessageNumber>S{number}</MessageNumber><MessageDate>2026-11-20</MessageDate><Buyer><GLN>8712345000004</GLN></Buyer><Contractor><GLN>8712345678906</GLN></Contractor><InstructionData><InstructionNumber>{number}</InstructionNumber><InstructionSubNumber>1</InstructionSubNumber><Status>ACC</Status></InstructionData></MaintenanceStatus>
            """;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(xml));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/dico/messages") { Content = content, Headers = { { "X-API-KEY", key } } };
        using var answer = await hub.Http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            Console.Error.WriteLine($"The hub answered {(int)answer.StatusCode} to a status: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var text = Encoding.UTF8.GetString(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return text;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string Between(string text, string open, string close)
    {
        var start = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        return text[start..text.IndexOf(close, start, StringComparison.Ordinal)];
    }
}
