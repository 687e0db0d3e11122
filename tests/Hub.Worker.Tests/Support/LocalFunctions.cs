using System.Reflection;
using Hub.Functions.Endpoints;
using Hub.LocalRuntime;

namespace Hub.Worker.Tests.Support;

/// <summary>A function as the local runtime declares it.</summary>
internal sealed record LocalFunction(string Name, MethodInfo Method, TriggerBindingAttribute Trigger);

/// <summary>The functions of the local runtime.</summary>
internal static class LocalFunctions
{
    public static IReadOnlyList<LocalFunction> All { get; } =
    [
        .. from type in typeof(HealthEndpoints).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select new LocalFunction(function.Name, method, method.GetParameters().Select(p => p.GetCustomAttribute<TriggerBindingAttribute>())
               .Single(t => t is not null)!),
    ];

    /// <summary>The names of those with a trigger of one kind.</summary>
    public static TheoryData<string> Of<TTrigger>() => [.. All.Where(f => f.Trigger is TTrigger).Select(f => f.Name)];
}
