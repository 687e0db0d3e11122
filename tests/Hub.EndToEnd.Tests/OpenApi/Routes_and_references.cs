using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Hub.Pictures;

namespace Hub.EndToEnd.Tests.OpenApi;

[Trait(Runtime.Trait, Runtime.Local)]
public sealed partial class Routes_and_references
{
    [Fact]
    public void Every_route_is_described_and_nothing_else_is()
    {
        var described = Description.Operations.Select(o => $"{o.Method} {o.Path} {o.Operation.GetProperty("operationId")}");

        Assert.Equal(Served().Order(), described.Order());
    }

    [Fact]
    public void HEAD_is_served_wherever_GET_is() =>
        Assert.All(Triggers(), t => Assert.Equal(t.Trigger.Methods.Contains("get"), t.Trigger.Methods.Contains("head")));

    [Fact]
    public void Every_place_in_a_path_is_a_parameter_and_the_other_way_round()
    {
        foreach (var (method, path, operation) in Description.Operations)
        {
            var inPath = PlaceInPath().Matches(path).Select(m => m.Groups[1].Value);
            var parameters = operation.TryGetProperty("parameters", out var all)
                ? all.EnumerateArray().Select(Description.Follow).Where(p => p.GetProperty("in").GetString() == "path").ToList()
                : [];
            Assert.Equal(inPath.Order(), parameters.Select(p => p.GetProperty("name").GetString()!).Order());
            Assert.All(parameters, p => Assert.True(p.GetProperty("required").GetBoolean(), $"{method} {path}"));
        }
    }

    [Fact]
    public void Every_word_of_a_query_is_described_and_nothing_else_is()
    {
        var known = (from method in Functions()
                     from word in method.GetCustomAttribute<QueryWordsAttribute>()?.Names ?? []
                     select $"{method.GetCustomAttribute<FunctionAttribute>()!.Name} {word}").Order();
        var described = (from o in Description.Operations
                         where o.Operation.TryGetProperty("parameters", out _)
                         from parameter in o.Operation.GetProperty("parameters").EnumerateArray().Select(Description.Follow)
                         where parameter.GetProperty("in").GetString() == "query"
                         select $"{o.Operation.GetProperty("operationId")} {parameter.GetProperty("name")}").Order();

        Assert.Equal(described, known);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (var (place, value) in Description.Within(Description.Root))
        {
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty("$ref", out var reference)) continue;
            var lost = Record.Exception(() => Description.Follow(value));
            Assert.True(lost is null, $"{place}: {reference} leads nowhere.");
        }
    }

    [Fact]
    public void Every_component_is_used()
    {
        var used = Description.Within(Description.Root)
            .Where(v => v.Place.EndsWith("/$ref", StringComparison.Ordinal) || v.Place.Contains("/mapping/", StringComparison.Ordinal))
            .Select(v => v.Value.GetString()!).ToHashSet();
        var components = from kind in (string[])["schemas", "responses", "parameters", "examples"]
                         from component in Description.Root.GetProperty("components").GetProperty(kind).EnumerateObject()
                         select $"#/components/{kind}/{component.Name}";

        Assert.Equal([], components.Except(used));
    }

    [Fact]
    public void Every_operation_belongs_to_a_group_that_is_described()
    {
        var tags = Description.Root.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()!).ToHashSet();

        Assert.All(Description.Operations, o => Assert.Contains(Assert.Single(o.Operation.GetProperty("tags").EnumerateArray()).GetString()!, tags));
    }

    [Fact]
    public void Every_problem_that_the_code_can_answer_is_explained()
    {
        var explained = Description.Schema("Problem").GetProperty("x-problem-types").EnumerateArray()
            .Select(p => p.GetProperty("type").GetString()!["urn:ketenhub:problem:".Length..]);

        Assert.Equal(Answered().Order(), explained.Order());
    }

    private const string BareAddress = "{nothing:maxlength(0)?}";

    // HEAD is implied by GET, as HTTP defines it, and not described beside it.
    private static IEnumerable<string> Served() =>
        from function in Triggers()
        from verb in function.Trigger.Methods
        where verb is not "head"
        select $"{verb} /{(function.Trigger.Route == BareAddress ? "" : function.Trigger.Route)} {function.Name}";

    private static IEnumerable<MethodInfo> Functions() =>
        typeof(DocsEndpoints).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null);

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger)> Triggers() =>
        from method in Functions()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (function.Name, trigger);

    // The slugs are where they are decided, in the source; nothing at run time has a list of them.
    private static HashSet<string> Answered([CallerFilePath] string from = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, "..", "..", "..", "functions"));
        string Source(string folder) => string.Concat(
            Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var rules = Source(Path.Combine("Hub.Domain", "Orders")) + Source(Path.Combine("Hub.Application", "Evidence")) + Source("Hub.Pictures");
        var endpoints = Source(Path.Combine("Hub.Functions", "Http")) + Source(Path.Combine("Hub.Functions", "Endpoints"));
        var pictures = typeof(PictureCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        return [.. FaultOfAFace().Matches(endpoints).Concat(RefusalOfARule().Matches(rules)).Select(m => m.Groups["slug"].Value), .. pictures];
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PlaceInPath();

    [GeneratedRegex(@"(Fault|new)\((\d{3}|unreadable), ""(?<slug>[a-z-]+)""")]
    private static partial Regex FaultOfAFace();

    [GeneratedRegex(@"(RefusalKind\.\w+, |Invalid\(|WrongState\(|NotAllowed\(|const string KeyUnusable = )""(?<slug>[a-z-]+)""")]
    private static partial Regex RefusalOfARule();
}
