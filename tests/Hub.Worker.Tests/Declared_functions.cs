using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Hub.LocalRuntime;
using Hub.Worker.Tests.Support;
using Hub.WorkerHost;

namespace Hub.Worker.Tests;

/// <summary>Both runtimes run the same functions, declared once.</summary>
[Collection(WorkerCollection.Name)]
public sealed class Declared_functions(WorkerFixture hub)
{
    [Fact]
    public void The_worker_loads_exactly_the_functions_of_the_local_runtime() =>
        Assert.Equal(LocalFunctions.All.Select(f => f.Name).Order(StringComparer.Ordinal), hub.Host.Functions.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_function_has_the_same_trigger_with_the_same_route_and_methods_queue_container_and_schedule() => Assert.Equal(
        LocalFunctions.All.Select(f => $"{f.Name}: {InWords(f.Trigger)}").Order(StringComparer.Ordinal),
        hub.Host.Functions.Values.Select(f => $"{f.Name}: {InWords(f)}").Order(StringComparer.Ordinal));

    // A change feed without it moves past a batch that failed.
    [Fact]
    public void Each_function_is_repeated_alike() => Assert.Equal(
        from f in LocalFunctions.All
        let retry = f.Method.GetCustomAttribute<FixedDelayRetryAttribute>()
        where retry is not null
        orderby f.Name
        select (f.Name, new FixedDelay(retry.MaxRetryCount, TimeSpan.Parse(retry.DelayInterval, CultureInfo.InvariantCulture))),
        from f in hub.Host.Functions.Values where f.Retry is not null orderby f.Name select (f.Name, f.Retry));

    private static string InWords(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute http => $"{http.AuthLevel} {Methods(http.Methods)} {http.Route}",
        ServiceBusTriggerAttribute queue => $"queue {queue.QueueName} by {queue.Connection}",
        CosmosDBTriggerAttribute feed =>
            $"changes of {feed.DatabaseName}/{feed.ContainerName} by {feed.Connection} with {feed.LeaseContainerName}/{feed.LeaseContainerPrefix}, "
            + $"{feed.MaxItemsPerInvocation} at most, from the first: {feed.StartFromBeginning}",
        TimerTriggerAttribute timer => $"{timer.Schedule}, at the start: {timer.RunOnStartup}, kept: {timer.UseMonitor}",
        _ => throw new UnreachableException(),
    };

    private static string InWords(LoadedFunction function) => function.TriggerType switch
    {
        "httpTrigger" => $"{function.Text("authLevel")} {Methods(function.Methods)} {function.Text("route")}",
        "serviceBusTrigger" => $"queue {function.Text("queueName")} by {function.Text("connection")}",
        "cosmosDBTrigger" =>
            $"changes of {function.Text("databaseName")}/{function.Text("containerName")} by {function.Text("connection")} "
            + $"with {function.Text("leaseContainerName")}/{function.Text("leaseContainerPrefix")}, "
            + $"{function.Trigger.GetProperty("maxItemsPerInvocation")} at most, from the first: {function.Flag("startFromBeginning")}",
        // The genuine attribute's default is to keep its place.
        "timerTrigger" => $"{function.Text("schedule")}, at the start: {function.Flag("runOnStartup")}, kept: {function.Flag("useMonitor", otherwise: true)}",
        _ => throw new UnreachableException(),
    };

    private static string Methods(IEnumerable<string> methods) => string.Join(',', methods.Select(m => m.ToUpperInvariant()));
}
