namespace Hub.LocalRuntime;

/// <summary>The rest of a run: the middleware that was added later, and at its end the function.</summary>
/// <param name="context">The run.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>
/// Runs around functions, with the genuine worker's name and shape. Here it runs around HTTP functions only; what it does for the other triggers
/// (nothing, where there is no HTTP context) must be right in the genuine worker too.
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs <paramref name="next"/>, or does not.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
