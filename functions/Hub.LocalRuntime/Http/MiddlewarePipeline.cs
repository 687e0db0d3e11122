using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>The app's middleware, in the order in which it was added: the first is the outermost.</summary>
internal sealed class MiddlewarePipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _layers = [];

    public void Add<T>()
        where T : class, IFunctionsWorkerMiddleware =>
        _layers.Add(static next => context => context.InstanceServices.GetRequiredService<T>().Invoke(context, next));

    /// <summary>The function with all middleware around it.</summary>
    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function)
    {
        var run = function;
        for (var index = _layers.Count - 1; index >= 0; index--) run = _layers[index](run);
        return run;
    }
}
