using System.Reflection;

namespace Hub.LocalRuntime;

/// <summary>A function as found in the app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">Its method.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="TriggerParameter">The parameter that receives what started it.</param>
internal sealed record FunctionDescriptor(string Name, MethodInfo Method, TriggerBindingAttribute Trigger, ParameterInfo TriggerParameter)
{
    /// <summary>The attribute that says how failed runs are repeated, if there is one.</summary>
    public RetryAttribute? Retry => Method.GetCustomAttribute<RetryAttribute>();

    /// <summary>
    /// True for the parameter that receives what started it. By its place: reflection may give another object for it to whoever asks at the same time.
    /// </summary>
    public bool IsTrigger(ParameterInfo parameter) => parameter.Position == TriggerParameter.Position;

    /// <summary>A mistake in the function's declaration, which stops the start.</summary>
    public StartException Wrong(string what) => new($"Function {Name} ({Method.DeclaringType!.Name}.{Method.Name}): {what}");

    /// <exception cref="StartException">The parameter that carries the trigger has another type.</exception>
    public void ExpectTrigger(Type type)
    {
        if (TriggerParameter.ParameterType != type)
            throw Wrong($"parameter {TriggerParameter.Name} is a {TriggerParameter.ParameterType.Name}, and {type.Name} is expected for its trigger.");
    }
}
