namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// On which runtime the hub of a test runs, by <c>HUB_TESTS_RUNTIME</c>: on the local one (<c>local</c>, or nothing); on the genuine Functions worker with the
/// stores of one machine (<c>worker</c>); or there as it is deployed to Azure, over what stands in for its services (<c>azure</c>). The trait says for which
/// tests that is meant; those without it run on the worker with <c>tests/run.sh --long</c>.
/// </summary>
internal static class Runtime
{
    public const string Trait = "Runtime";

    /// <summary>On all in every run.</summary>
    public const string Both = "both";

    /// <summary>On the local runtime alone: the test turns the hub's clock, reaches into its process, or is of what that runtime does by itself.</summary>
    public const string Local = "local";

    /// <summary>Not in Azure, where links to pictures lead to Blob Storage, whose name here only the hub's process can resolve.</summary>
    public const string LinksOfTheHub = "hub-links";

    /// <summary>In Azure alone: the test plans what goes wrong with its services.</summary>
    public const string Azure = "azure";

    /// <summary>The trait of tests that take minutes, and run with <c>tests/run.sh --long</c> only.</summary>
    public const string Length = "Length";

    /// <summary>Minutes.</summary>
    public const string Long = "long";

    private static readonly string Chosen = Environment.GetEnvironmentVariable("HUB_TESTS_RUNTIME") switch
    {
        null or "" => Local,
        Local => Local,
        "worker" => "worker",
        "azure" => "azure",
        var other => throw new InvalidOperationException($"HUB_TESTS_RUNTIME is local, worker or azure, and not {other}."),
    };

    /// <summary>True where hubs run on the worker.</summary>
    public static bool IsWorker => Chosen != Local;

    /// <summary>True where they are those that are deployed to Azure.</summary>
    public static bool IsAzure => Chosen == "azure";
}
