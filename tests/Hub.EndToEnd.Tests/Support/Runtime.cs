namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// On which runtime the hub of a test runs: on the local one, or on the genuine Functions worker where the environment has <c>HUB_TESTS_RUNTIME=worker</c>. The trait
/// says for which tests that is meant; those without it run on the worker with <c>tests/run.sh --long</c>.
/// </summary>
internal static class Runtime
{
    public const string Trait = "Runtime";

    /// <summary>On both in every run.</summary>
    public const string Both = "both";

    /// <summary>On the local runtime alone: the test turns the hub's clock, reaches into its process, or is of what that runtime does by itself.</summary>
    public const string Local = "local";

    /// <summary>True where hubs run on the worker.</summary>
    public static bool IsWorker { get; } = Environment.GetEnvironmentVariable("HUB_TESTS_RUNTIME") switch
    {
        null or "" or "local" => false,
        "worker" => true,
        var other => throw new InvalidOperationException($"HUB_TESTS_RUNTIME is local or worker, and not {other}."),
    };
}
