using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Registry;

namespace Hub.Connectors.Tests.Support;

/// <summary>The fetcher of photos with a fake clock.</summary>
internal sealed class PhotoFixture : IDisposable
{
    /// <summary>Maximum size of a photo in these tests.</summary>
    public const int MaxBytes = 100_000;

    public PhotoFixture() => Fetcher = MakeFetcher(Private);

    public static ConnectorOptions Private { get; } = new() { AllowPrivateEndpoints = true };

    public static Partner Partner { get; } = ConnectorFixture.Partner(new Uri("https://partner.example/hub"));

    public FakeClock Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1614265330));

    public PhotoFetcher Fetcher { get; }

    /// <summary>The failure; verifies that it does not contain the address.</summary>
    public static (FailureKind Kind, bool IsFinal) FailureOf(FetchResult result)
    {
        var failed = Assert.IsType<FetchResult.Failed>(result);
        Assert.DoesNotContain("example", failed.Failure.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", failed.Failure.Detail, StringComparison.Ordinal);
        return (failed.Failure.Kind, failed.IsFinal);
    }

    /// <summary>One attempt.</summary>
    public Task<FetchResult> FetchAsync(string url, Partner? from = null) =>
        Fetcher.FetchAsync(from ?? Partner, url, MaxBytes, CancellationToken.None).AsTask();

    /// <summary>One attempt of another fetcher.</summary>
    public static Task<FetchResult> FetchAsync(PhotoFetcher fetcher, string url) => fetcher.FetchAsync(Partner, url, MaxBytes, CancellationToken.None).AsTask();

    /// <summary>A fetcher of its own.</summary>
    public PhotoFetcher MakeFetcher(ConnectorOptions options, Resolve? resolve = null) =>
        new(options, Clock, new ResiliencePipelineRegistry<PipelineKey>(), NullLogger<PhotoFetcher>.Instance, resolve);

    public void Dispose() => Fetcher.Dispose();
}
