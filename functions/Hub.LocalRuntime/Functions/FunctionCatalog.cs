using System.Reflection;

namespace Hub.LocalRuntime;

/// <summary>The functions of an app.</summary>
internal sealed class FunctionCatalog
{
    private FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions) => Functions = functions;

    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    /// <summary>Finds the functions in <paramref name="types"/>.</summary>
    /// <exception cref="StartException">A function has no trigger or more than one, or two functions have the same name.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types)
    {
        List<FunctionDescriptor> functions = [];
        foreach (var type in types)
        {
            // A static class is abstract and sealed; its functions need no instance.
            if (!type.IsClass || type.ContainsGenericParameters || (type.IsAbstract && !type.IsSealed)) continue;
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<FunctionAttribute>(false) is { } function) functions.Add(Describe(function.Name, method));
            }
        }

        if (functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StartException($"Two functions are named {twice.Key}: every function needs a name of its own.");
        return new FunctionCatalog(functions);
    }

    private static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        var triggers =
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()
            where trigger is not null
            select new FunctionDescriptor(name, method, trigger, parameter);
        return triggers.ToList() is [var only]
            ? only
            : throw new StartException($"Function {name} ({method.DeclaringType!.Name}.{method.Name}) must have exactly one parameter with a trigger.");
    }
}
