using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Infra.Tests.Support;

/// <summary>
/// The genuine Bicep compiler: one process for all tests, asked over JSON-RPC on its input and output, for its start costs more than its answers. It ends when
/// its input does. It reaches no network here: no template uses a module from a registry.
/// </summary>
internal static class Bicep
{
    private static readonly string Compiler =
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;

    private static readonly Lazy<Process> Server = new(Start);
    private static readonly Lock Gate = new();
    private static int _calls;

    /// <summary>What the compiler made of a file.</summary>
    /// <param name="IsValid">False where it has errors.</param>
    /// <param name="Said">Errors, warnings and what the linter says, one a line; empty where there is nothing to say.</param>
    /// <param name="Contents">The result as JSON; null where it has errors.</param>
    public sealed record Compiled(bool IsValid, string Said, string? Contents);

    /// <summary>Compiles a template.</summary>
    public static Compiled Build(string file) => CompiledOf(Call("bicep/compile", new JsonObject { ["path"] = file }), "contents");

    /// <summary>Compiles a parameter file.</summary>
    public static Compiled BuildParameters(string file) =>
        CompiledOf(Call("bicep/compileParams", new JsonObject { ["path"] = file, ["parameterOverrides"] = new JsonObject() }), "parameters");

    /// <summary>A file as the compiler formats it.</summary>
    public static string Format(string file) => (string)Result(Call("bicep/format", new JsonObject { ["path"] = file }))["contents"]!;

    /// <summary>Evaluates a parameter file with all modules, for a subscription that is not there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="environment">The resource group is named after it.</param>
    /// <returns>The snapshot, or why there is none.</returns>
    public static (string? Snapshot, string? Error) Evaluate(string file, string environment)
    {
        var answer = Call("bicep/getSnapshot", new JsonObject
        {
            ["path"] = file,
            ["metadata"] = new JsonObject
            {
                ["subscriptionId"] = "00000000-0000-0000-0000-000000000001", ["resourceGroup"] = $"ketenhub-{environment}", ["location"] = "westeurope",
            },
            ["externalInputs"] = new JsonArray(),
        });
        return answer["error"] is { } error
            ? (null, (string?)error["data"]?["message"] ?? (string)error["message"]!)
            : ((string)answer["result"]!["snapshot"]!, null);
    }

    private static Compiled CompiledOf(JsonNode answer, string contents)
    {
        var result = Result(answer);
        return new Compiled((bool)result["success"]!, string.Join('\n', result["diagnostics"]!.AsArray().Select(d => $"{d!["code"]}: {d["message"]}")),
            (string?)result[contents]);
    }

    private static JsonNode Result(JsonNode answer) => answer["result"] ?? throw new InvalidOperationException($"The compiler failed: {answer["error"]}");

    private static JsonNode Call(string method, JsonObject parameters)
    {
        lock (Gate)
        {
            var request = Encoding.UTF8.GetBytes(new JsonObject
            {
                ["jsonrpc"] = "2.0", ["id"] = ++_calls, ["method"] = method, ["params"] = parameters,
            }.ToJsonString());
            var input = Server.Value.StandardInput.BaseStream;
            input.Write(Encoding.ASCII.GetBytes($"Content-Length: {request.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"));
            input.Write(request);
            input.Flush();
            return Answer(Server.Value.StandardOutput.BaseStream);
        }
    }

    private static JsonNode Answer(Stream output)
    {
        var length = 0;
        while (Line(output) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan(header.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        }
        var body = new byte[length];
        output.ReadExactly(body);
        return JsonNode.Parse(body)!;
    }

    private static string Line(Stream output)
    {
        var line = new StringBuilder();
        while (true)
        {
            switch (output.ReadByte())
            {
                case -1: throw new InvalidOperationException("The compiler ended.");
                case '\n': return line.ToString().TrimEnd('\r');
                case var c: line.Append((char)c); break;
            }
        }
    }

    private static Process Start()
    {
        Assert.True(File.Exists(Compiler), $"{Compiler} is not there: restore the packages of this project.");
        return Process.Start(new ProcessStartInfo(Compiler, ["jsonrpc", "--stdio"])
        {
            WorkingDirectory = Repository.Infra, RedirectStandardInput = true, RedirectStandardOutput = true,
            // A run is short: code that measures itself to become faster costs more than it gains.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
    }
}
