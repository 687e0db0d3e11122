using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>Runs a function that no HTTP request waits for: its scope, its time limit, its span.</summary>
internal sealed class FunctionRunner
{
    private static readonly ActivitySource Spans = new("Hub.LocalRuntime");

    private readonly FunctionDescriptor _function;
    private readonly FunctionInvoker _invoker;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeSpan? _timeout;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _forcedStop;
    private readonly RunningWork _running;
    private readonly FunctionDefinition _definition;
    private readonly Type[] _parameters;
    private readonly int _trigger;

    /// <exception cref="StartException">A parameter of the function is neither its trigger, nor a token, nor the context.</exception>
    public FunctionRunner(FunctionDescriptor function, RuntimeParts runtime)
    {
        _function = function;
        _invoker = new FunctionInvoker(function);
        _scopes = runtime.Scopes;
        _timeout = runtime.HostJson.FunctionTimeout;
        _clock = runtime.Clock;
        _forcedStop = runtime.Life.Forced;
        _running = runtime.Running;
        var parameters = function.Method.GetParameters();
        foreach (var parameter in parameters)
        {
            if (!function.IsTrigger(parameter) && parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(FunctionContext))
                throw function.Wrong(
                    $"parameter {parameter.Name} cannot be bound: beside the trigger only FunctionContext and CancellationToken are expected.");
        }

        _definition = new FunctionDefinition(function.Name);
        _parameters = [.. parameters.Select(parameter => parameter.ParameterType)];
        _trigger = function.TriggerParameter.Position;
    }

    /// <summary>Runs the function once; an exception of it comes through.</summary>
    /// <param name="trigger">The value of the parameter that carries the trigger.</param>
    /// <param name="binding">What goes with it; null for nothing.</param>
    public async Task RunAsync(object trigger, BindingContext? binding = null)
    {
        using var running = _running.Begin($"function {_function.Name}");
        using var span = Spans.StartActivity(_function.Name, ActivityKind.Consumer);
        using var limit = _timeout is { } timeout ? new CancellationTokenSource(timeout, _clock) : null;
        using var both = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _forcedStop);
        var token = both?.Token ?? _forcedStop;
        await using var scope = _scopes.CreateAsyncScope();
        var arguments = new object?[_parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = index == _trigger ? trigger
                : _parameters[index] == typeof(CancellationToken) ? token
                : new FunctionContext(_definition, scope.ServiceProvider, binding ?? BindingContext.Empty, token);
        }
        try
        {
            await _invoker.InvokeAsync(scope.ServiceProvider, arguments);
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            throw;
        }
    }
}
