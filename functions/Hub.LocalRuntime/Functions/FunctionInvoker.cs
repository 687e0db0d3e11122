using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>Runs a function's method: a new instance of its class for each run, from the run's own scope of services, as the genuine worker does.</summary>
internal sealed class FunctionInvoker
{
    private static readonly MethodInfo TaskResult = typeof(FunctionInvoker).GetMethod(nameof(OfTaskWithResult), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo ValueTaskResult = typeof(FunctionInvoker)
        .GetMethod(nameof(OfValueTaskWithResult), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly MethodInvoker _method;
    // Made at the first run, because the start must be fast and an app has many functions.
    private readonly Lazy<ObjectFactory>? _instance;
    private readonly Func<object?, ValueTask<object?>> _result;

    public FunctionInvoker(FunctionDescriptor function)
    {
        _method = MethodInvoker.Create(function.Method);
        var type = function.Method.DeclaringType!;
        if (!function.Method.IsStatic) _instance = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes));
        (_result, ResultType) = ResultOf(function.Method.ReturnType);
    }

    /// <summary>What the method returns, at once or by a task; <see cref="void"/> when nothing.</summary>
    public Type ResultType { get; }

    /// <summary>Runs the function.</summary>
    /// <param name="services">The run's scope.</param>
    /// <param name="arguments">The values of the method's parameters, in their order.</param>
    public ValueTask<object?> InvokeAsync(IServiceProvider services, object?[] arguments)
    {
        if (_instance is null) return _result(_method.Invoke(null, arguments.AsSpan()));
        var instance = _instance.Value(services, null);
        return instance is IDisposable or IAsyncDisposable
            ? InvokeAndDisposeAsync(instance, arguments)
            : _result(_method.Invoke(instance, arguments.AsSpan()));
    }

    private async ValueTask<object?> InvokeAndDisposeAsync(object instance, object?[] arguments)
    {
        try
        {
            return await _result(_method.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else ((IDisposable)instance).Dispose();
        }
    }

    private static (Func<object?, ValueTask<object?>> Await, Type Type) ResultOf(Type declared)
    {
        if (declared == typeof(Task)) return (OfTask, typeof(void));
        if (declared == typeof(ValueTask)) return (OfValueTask, typeof(void));
        if (!declared.IsGenericType) return (static value => new ValueTask<object?>(value), declared);
        var open = declared.GetGenericTypeDefinition();
        var awaiting = open == typeof(Task<>) ? TaskResult : open == typeof(ValueTask<>) ? ValueTaskResult : null;
        if (awaiting is null) return (static value => new ValueTask<object?>(value), declared);
        var type = declared.GetGenericArguments()[0];
        return (awaiting.MakeGenericMethod(type).CreateDelegate<Func<object?, ValueTask<object?>>>(), type);
    }

    private static async ValueTask<object?> OfTask(object? task)
    {
        await (Task)task!;
        return null;
    }

    private static async ValueTask<object?> OfValueTask(object? task)
    {
        await (ValueTask)task!;
        return null;
    }

    private static async ValueTask<object?> OfTaskWithResult<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> OfValueTaskWithResult<T>(object? task) => await (ValueTask<T>)task!;
}
