using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime;

/// <summary>Answers requests with a function: binds its parameters, runs it, and writes its <see cref="IResult"/>. Bodies stream; nothing is buffered
/// here.</summary>
internal sealed class HttpFunction
{
    private readonly FunctionInvoker _invoker;
    private readonly ILogger _log;
    private readonly RunningWork _running;
    private readonly Func<HttpContext, object?>[] _parameters;
    private readonly FunctionDefinition _definition;
    private readonly FunctionExecutionDelegate _run;

    /// <exception cref="StartException">The function has a parameter or a result that cannot be bound.</exception>
    public HttpFunction(FunctionDescriptor function, MiddlewarePipeline middleware, RunningWork running, ILogger log)
    {
        function.ExpectTrigger(typeof(HttpRequest));
        _invoker = new FunctionInvoker(function);
        (_log, _running) = (log, running);
        _definition = new FunctionDefinition(function.Name);
        _run = middleware.Around(InvokeAsync);
        _parameters = [.. function.Method.GetParameters().Select(parameter => Binding(function, parameter))];
        if (_invoker.ResultType != typeof(void) && !_invoker.ResultType.IsAssignableTo(typeof(IResult)))
            throw function.Wrong($"it returns {_invoker.ResultType.Name}, and IResult or nothing is expected of an HTTP function.");
    }

    public async Task AnswerAsync(HttpContext context)
    {
        // By the function's name: a path may name an order.
        using var running = _running.Begin($"{context.Request.Method} {_definition.Name}");
        try
        {
            var run = new FunctionContext(_definition, context);
            await _run(run);
            // Outside the middleware, as in the genuine worker: what breaks while an answer is written cannot become another answer.
            if (run.Result.Value is IResult result) await result.ExecuteAsync(context);
        }
        catch (Exception error) when (error is (OperationCanceledException or IOException) && IsGone(context, error))
        {
            // Nobody reads an answer.
            context.Abort();
        }
        catch (BadHttpRequestException error)
        {
            // Kestrel's own verdict (the body is too large, too slow or broken off) or a route value of the wrong form; the message is made for the caller.
            await ProblemAsync(context, error.StatusCode, error.Message);
        }
        catch (Exception error)
        {
            _log.LogError(error, "The function failed on {Method} {Route}.", context.Request.Method, context.GetEndpoint()?.DisplayName);
            await ProblemAsync(context, StatusCodes.Status500InternalServerError, "An error occurred while processing the request.");
        }
    }

    private async Task InvokeAsync(FunctionContext run)
    {
        var arguments = new object?[_parameters.Length];
        for (var index = 0; index < arguments.Length; index++) arguments[index] = _parameters[index](run.Http!);
        run.Result.Value = await _invoker.InvokeAsync(run.InstanceServices, arguments);
    }

    // A broken connection may be met before the server has said so.
    private static bool IsGone(HttpContext context, Exception error) =>
        context.RequestAborted.IsCancellationRequested || IsBroken(error) || IsBroken(error.InnerException);

    private static bool IsBroken(Exception? error) => error is ConnectionResetException or ConnectionAbortedException;

    private static Func<HttpContext, object?> Binding(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (function.IsTrigger(parameter)) return static context => context.Request;
        // Kestrel aborts what still runs when the time for a graceful stop is over, so this token tells of both.
        if (parameter.ParameterType == typeof(CancellationToken)) return static context => context.RequestAborted;
        var name = parameter.Name!;
        if (RouteValue.ParserOf(parameter.ParameterType) is not { } parse)
            throw function.Wrong(
                $"parameter {name} cannot be bound: HttpRequest, CancellationToken, or a route value as string, Guid, int or long is expected.");
        return context => parse(name, context.Request.RouteValues[name] as string);
    }

    private static async Task ProblemAsync(HttpContext context, int status, string title)
    {
        if (context.Response.HasStarted)
        {
            // The status is out already; a broken connection tells the caller that the answer is not whole.
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new ProblemBody(title, status), ProblemJson.Default.ProblemBody, "application/problem+json",
            CancellationToken.None);
    }
}
