namespace Hub.LocalRuntime;

/// <summary>Makes a public method a function. One parameter carries the trigger; the others are route values and a <see cref="CancellationToken"/>.</summary>
/// <param name="name">The function's name, unique in the app: it names the function in logs and keeps its place (timer status, feed position) over
/// restarts.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}

/// <summary>What starts a function; on the parameter that receives it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : Attribute
{
}
