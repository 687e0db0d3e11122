using Hub.Azure.ServiceBus;
using Hub.Storage.Tests.Blobs.Support;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>The hub authenticates with an identity; only the emulator on this machine needs none.</summary>
public sealed class Connecting
{
    private const string Key = "SharedAccessKeyName=Root;SharedAccessKey=dGhlIGtleQ==";

    [Fact]
    public async Task A_namespace_is_opened_with_the_identity()
    {
        await using var client = ServiceBusConnection.Open("ketenhub.servicebus.windows.net", () => new TestIdentity());
        Assert.Equal("ketenhub.servicebus.windows.net", client.FullyQualifiedNamespace);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:5673")]
    [InlineData("[::1]")]
    public async Task The_emulator_on_this_machine_is_opened_with_its_connection_string(string host)
    {
        await using var client = ServiceBusConnection.Open(
            $"Endpoint=sb://{host};{Key};UseDevelopmentEmulator=true;", () => throw new InvalidOperationException("No identity is needed."));
        Assert.False(client.IsClosed);
    }

    [Theory]
    [InlineData($"Endpoint=sb://ketenhub.servicebus.windows.net/;{Key}")]
    [InlineData($"Endpoint=sb://ketenhub.servicebus.windows.net/;{Key};UseDevelopmentEmulator=true")]
    [InlineData($"Endpoint=sb://localhost.example.nl/;{Key};UseDevelopmentEmulator=true")]
    [InlineData($"Endpoint=sb://localhost;{Key}")]
    [InlineData($"Endpoint=sb://localhost;{Key};UseDevelopmentEmulator=false")]
    [InlineData($"{Key};UseDevelopmentEmulator=true")]
    [InlineData("Endpoint=sb://ketenhub.servicebus.windows.net/;SharedAccessSignature=c2lnbmF0dXJl")]
    [InlineData("Endpoint=sb://localhost;UseDevelopmentEmulator=true")]
    [InlineData("Endpoint=sb://localhost;=;UseDevelopmentEmulator=true")]
    [InlineData("=")]
    [InlineData("")]
    [InlineData("ketenhub")]
    [InlineData("sb://ketenhub.servicebus.windows.net")]
    [InlineData("https://ketenhub.servicebus.windows.net/")]
    [InlineData("127.0.0.1")]
    public void Anything_else_is_refused_without_repeating_it(string address)
    {
        var e = Assert.Throws<ArgumentException>(() => ServiceBusConnection.Open(address, () => new TestIdentity()));
        Assert.StartsWith("The address of Service Bus must be its fully qualified namespace, e.g. ketenhub.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("dGhlIGtleQ", e.Message, StringComparison.Ordinal);
    }
}
