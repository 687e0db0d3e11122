using Azure.Core;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Leases;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Azure;
using Hub.Embedded.Secrets;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>The stores on Cosmos DB as the hub puts them together.</summary>
public sealed class Registration : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Every_port_is_there()
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<HubMetrics>()
            .AddSingleton<TokenCredential, TestIdentity>()
            .AddSingleton<ISecretStore>(new SqliteSecretStore(_folder.Database, Path.Combine(_folder.Path, "keys")))
            .AddCosmosStores(new Uri("https://hub.documents.example"), gateway: false, new Uri("https://hub.blob.example/messages"));
        await using var provider = services.BuildServiceProvider();
        Assert.All(
            [
                typeof(IEventLog), typeof(ILeases), typeof(IPendingProjections), typeof(IDeliveryStore), typeof(IContacts), typeof(IEvidenceAgenda),
                typeof(IViews), typeof(IMessageArchive), typeof(IIntakeStore), typeof(IRegistry), typeof(IDwellings), typeof(IDueTimes), typeof(IFigures),
            ],
            port => Assert.StartsWith("Hub.A", provider.GetRequiredService(port).GetType().FullName, StringComparison.Ordinal));
    }
}
