namespace Hub.Worker.Tests.Support;

/// <summary>All tests share one worker: its start costs more than all of them.</summary>
[CollectionDefinition(Name)]
public sealed class WorkerCollection : ICollectionFixture<WorkerFixture>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "worker";
}
