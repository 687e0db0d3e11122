using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

// Each port's promises, kept by Cosmos DB.

public sealed class CosmosEventLogPromises : EventLogContract, IAsyncLifetime
{
    private readonly CosmosAccount _account = new();

    protected override IEventLog Log => field ??= new CosmosEventLog(_account.Database, Given.Codecs);

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}
