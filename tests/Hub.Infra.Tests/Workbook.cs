using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Application.Diagnostics;
using Hub.Infra.Tests.Support;

namespace Hub.Infra.Tests;

/// <summary>The workbook shows what the hub measures, and nothing that is not there.</summary>
public sealed partial class Workbook
{
    // Of Log Analytics: where Application Insights writes, and what is charged.
    private static readonly string[] Tables = ["AppMetrics", "AppRequests", "AppDependencies", "AppExceptions", "Usage"];

    // Of Polly's telemetry, which Telemetry.Collect takes in.
    private static readonly string[] OfPolly = ["resilience.polly.pipeline.duration", "resilience.polly.strategy.events"];

    private static readonly List<JsonNode> Items =
        [.. JsonNode.Parse(Repository.Read("infra", "workbook.json"))!["items"]!.AsArray().Select(i => i!)];

    private static IEnumerable<string> Queries => Items.Where(i => (int)i["type"]! == 3).Select(i => Deployment.Text(i["content"]!["query"]));

    [Fact]
    public void It_shows_every_instrument_of_the_hub_and_no_other()
    {
        var shown = Queries.SelectMany(q => Instrument().Matches(q)).Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal(Instruments().Concat(OfPolly).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    // An alert on another name would never fire.
    [Fact]
    public void Each_instrument_that_an_alert_reads_is_one_of_the_hub()
    {
        var queries = Deployment.Prod.All("Microsoft.Insights/scheduledQueryRules")
            .Select(a => Deployment.Text(a["properties"]!["criteria"]!["allOf"]![0]!["query"]));
        var read = queries.SelectMany(q => Instrument().Matches(q)).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(read);
        Assert.Empty(read.Except(Instruments()));
    }

    [Fact]
    public void Each_dimension_that_it_splits_by_is_a_tag_of_the_hub_or_of_Polly()
    {
        var code = Repository.Read("functions", "Hub.Application", "Diagnostics", "HubMetrics.cs");
        var split = Queries.SelectMany(q => Property().Matches(q)).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(split);
        Assert.All(split.Except(["pipeline.name", "pipeline.instance", "event.name"]), tag => Assert.Contains($"\"{tag}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_query_reads_one_table_that_is_there()
    {
        Assert.All(Queries, q => Assert.Contains(q.Split('\n')[0], Tables));
        Assert.Equal(Items.Count, Items.Select(i => Deployment.Text(i["name"])).Distinct().Count());
    }

    // Names in place of ids: the file is the same for all environments.
    [Theory]
    [MemberData(nameof(Deployment.Environments), MemberType = typeof(Deployment))]
    public void Each_resource_in_it_is_one_of_the_deployment(string environment)
    {
        var named = Placeholder().Matches(Repository.Read("infra", "workbook.json")).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["{BUS}", "{COSMOS}", "{WORKSPACE}"], named);
        var deployed = Deployment.Text(Deployment.Of(environment).One("Microsoft.Insights/workbooks")["properties"]!["serializedData"]);
        foreach (var name in named) Assert.Contains($"'{name}'", deployed, StringComparison.Ordinal);
    }

    private static List<string> Instruments()
    {
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(instrument.Name) };
        using var metrics = new HubMetrics(TimeProvider.System);
        listener.Start();
        // Of one hub alone: no other in this process has one.
        return [.. names.Where(n => n.StartsWith("ketenhub.", StringComparison.Ordinal)).Distinct()];
    }

    [GeneratedRegex(@"(?<!\[)""((?:ketenhub|resilience)\.[a-z_]+\.[a-z_.]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"Properties\[""([\w.]+)""\]")]
    private static partial Regex Property();

    [GeneratedRegex(@"\{[A-Z]+\}")]
    private static partial Regex Placeholder();
}
