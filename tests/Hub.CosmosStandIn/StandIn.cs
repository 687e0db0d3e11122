using System.Net;
using System.Net.Http.Headers;
using Microsoft.Azure.Cosmos;

namespace Hub.CosmosStandIn;

/// <summary>
/// A stand-in for the gateway of an Azure Cosmos DB account, in memory: the handler under the HTTP client of the genuine Cosmos client, which is used in
/// gateway mode. README.md says what it does and what it cannot.
/// </summary>
/// <param name="clock">The service's clock: <c>_ts</c> and what is to be forgotten.</param>
public sealed class StandIn(TimeProvider clock) : HttpMessageHandler
{
    /// <summary>Address of the account.</summary>
    public const string Endpoint = "https://ketenhub.documents.example";

    private readonly Account _account = new(clock);
    private readonly List<Operation> _operations = [];
    private readonly Lock _gate = new();

    /// <summary>The consistency that the account says it has. The stand-in itself always reads what was written last.</summary>
    public ConsistencyLevel DefaultConsistency { get => _account.DefaultConsistency; init => _account.DefaultConsistency = value; }

    /// <summary>What goes wrong.</summary>
    public PlannedFaults Faults { get; } = new();

    /// <summary>The operations on documents that reached the service, in their order.</summary>
    public IReadOnlyList<Operation> Operations
    {
        get
        {
            lock (_gate) return [.. _operations];
        }
    }

    /// <summary>Is told each request on documents and what came of it; null where nobody counts.</summary>
    public Action<ServedRequest>? Served { get; set; }

    /// <summary>Options with which a client of the genuine package talks to this account.</summary>
    public CosmosClientOptions Connect(CosmosClientOptions options)
    {
        options.ConnectionMode = ConnectionMode.Gateway;
        options.HttpClientFactory = () => new HttpClient(this, disposeHandler: false);
        return options;
    }

    /// <summary>A client of the genuine package for this account.</summary>
    public CosmosClient NewClient(CosmosClientOptions? options = null) => new(Endpoint, Convert.ToBase64String(new byte[64]), Connect(options ?? new()));

    /// <summary>Forgets which operations there were.</summary>
    public void ClearOperations()
    {
        lock (_gate) _operations.Clear();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var operation = Operation.Of(request);
        var fault = operation is null ? null : Faults.Next(operation);
        if (fault is { Kind: FaultKind.LostRequest }) throw Broken();
        var answer = fault?.Answer ?? Handle(request, body, operation);
        if (operation is not null) Served?.Invoke(ServedRequest.Of(operation, body, answer));
        if (fault is { Kind: FaultKind.LostAnswer }) throw Broken();

        var response = new HttpResponseMessage(answer.Status) { Content = new ByteArrayContent(answer.Body), RequestMessage = request };
        foreach (var (name, value) in answer.Headers) response.Headers.TryAddWithoutValidation(name, value);
        response.Headers.Add("x-ms-activity-id", Guid.NewGuid().ToString());
        response.Headers.Add("x-ms-request-charge", "1");
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return response;
    }

    private Answer Handle(HttpRequestMessage request, byte[] body, Operation? operation)
    {
        try
        {
            lock (_gate)
            {
                if (operation is not null) _operations.Add(operation);
                return Routes.Handle(_account, request, body);
            }
        }
        catch (FormatException e)
        {
            return Answer.Error(HttpStatusCode.BadRequest, e.Message);
        }
    }

    private static HttpRequestException Broken() =>
        new(HttpRequestError.ResponseEnded, "The connection was closed.", new IOException("The connection was closed."));
}
