using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime;

/// <summary>
/// One run of a function, as middleware and the functions of queues see it: the part of the genuine worker's class that the local runtime has too.
/// </summary>
public sealed class FunctionContext
{
    internal FunctionContext(FunctionDefinition definition, HttpContext http)
    {
        (FunctionDefinition, Http) = (definition, http);
        (InstanceServices, CancellationToken) = (http.RequestServices, http.RequestAborted);
    }

    internal FunctionContext(FunctionDefinition definition, IServiceProvider services, BindingContext binding, CancellationToken cancel)
    {
        (FunctionDefinition, BindingContext) = (definition, binding);
        (InstanceServices, CancellationToken) = (services, cancel);
    }

    /// <summary>Which function runs.</summary>
    public FunctionDefinition FunctionDefinition { get; }

    /// <summary>The services of this run.</summary>
    public IServiceProvider InstanceServices { get; }

    /// <summary>Cancelled when the caller is gone, or when the time for a graceful stop is over.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What goes with what started the function.</summary>
    public BindingContext BindingContext { get; } = BindingContext.Empty;

    internal HttpContext? Http { get; }

    internal InvocationResult Result { get; } = new();
}

/// <summary>What is known of a function before it runs.</summary>
/// <param name="name">Its name.</param>
public sealed class FunctionDefinition(string name)
{
    /// <summary>The name in its <see cref="FunctionAttribute"/>.</summary>
    public string Name => name;
}

/// <summary>What goes with what started a function, under the genuine worker's names.</summary>
public sealed class BindingContext
{
    internal static readonly BindingContext Empty = new(new Dictionary<string, object?>());

    internal BindingContext(IReadOnlyDictionary<string, object?> data) => BindingData = data;

    /// <summary>Of a queue's message: <c>MessageId</c> and <c>DeliveryCount</c>, as text; of any other trigger nothing.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>What a function returned.</summary>
public sealed class InvocationResult
{
    /// <summary>The value; middleware may put another in its place. Null for a function that returned nothing.</summary>
    public object? Value { get; set; }
}

/// <summary>What middleware asks of a context, under the genuine worker's names.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request that the function answers.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => context.Http;

    /// <summary>What the function returned; before it ran, or where it threw, an empty result that can be set.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => context.Result;
}
