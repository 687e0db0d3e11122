namespace Hub.Storage.Tests.Cosmos.Support;

/// <summary>Lets something happen before one of the writes of a client.</summary>
/// <param name="service">The service.</param>
/// <param name="which">Before which write, from 1.</param>
/// <param name="act">What happens.</param>
internal sealed class BeforeWrites(HttpMessageHandler service, int which, Func<Task> act) : DelegatingHandler(service)
{
    private int _writes;

    /// <summary>True where the client made so many writes.</summary>
    public bool HasHappened => Volatile.Read(ref _writes) >= which;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsWrite(request) && Interlocked.Increment(ref _writes) == which) await act();
        return await base.SendAsync(request, cancellationToken);
    }

    private static bool IsWrite(HttpRequestMessage request) =>
        request.Method != HttpMethod.Get && request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal)
        && !request.Headers.Contains("x-ms-documentdb-isquery") && !request.Headers.Contains("x-ms-cosmos-is-query-plan-request")
        && request.Content?.Headers.ContentType?.MediaType is not "application/query+json";
}
