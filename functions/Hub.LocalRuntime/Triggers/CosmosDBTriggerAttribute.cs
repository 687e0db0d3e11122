namespace Hub.LocalRuntime;

/// <summary>
/// Starts a function with batches of changed documents, in their order; on a parameter of type <see cref="IReadOnlyList{T}"/>. Locally the documents come from
/// the registered <see cref="IChangeSource{T}"/> of the same container. The position goes on only after a batch succeeded, so a batch may come twice and is
/// never passed over: without a retry attribute the local runtime repeats it with growing pauses, where Azure may move on.
/// </summary>
/// <param name="databaseName">The database in Azure; not used locally.</param>
/// <param name="containerName">The container, which names the change source; <c>%Setting%</c> takes it from the configuration.</param>
public sealed class CosmosDBTriggerAttribute(string databaseName, string containerName) : TriggerBindingAttribute
{
    /// <summary>The container whose changes are followed.</summary>
    public string ContainerName { get; } = containerName;

    /// <summary>The database in Azure; not used locally.</summary>
    public string DatabaseName { get; } = databaseName;

    /// <summary>The setting that holds the connection in Azure; not used locally.</summary>
    public string? Connection { get; set; }

    /// <summary>Where Azure keeps the position; not used locally.</summary>
    public string? LeaseContainerName { get; set; }

    /// <summary>Tells apart positions of one function: another prefix starts the feed anew. Also locally.</summary>
    public string? LeaseContainerPrefix { get; set; }

    /// <summary>For Azure; not used locally.</summary>
    public bool CreateLeaseContainerIfNotExists { get; set; }

    /// <summary>Where a function begins that has no position yet: at the first change (true) or with the changes after now (false, the default).</summary>
    public bool StartFromBeginning { get; set; }

    /// <summary>The most documents in a batch; 0, the default, means 100.</summary>
    public int MaxItemsPerInvocation { get; set; }

    /// <summary>Milliseconds between two looks in Azure. Not used locally: a change source tells of news at once.</summary>
    public int FeedPollDelay { get; set; }
}
