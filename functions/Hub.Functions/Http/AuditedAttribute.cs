namespace Hub.Functions.Http;

/// <summary>
/// What a route does stands in the audit log where the administrator asks for it. Each route by which the administrator changes something, or opens a message
/// as it came in, has this mark.
/// </summary>
/// <param name="action">What it does, by a word that stays the same for ever: <c>partner.put</c>.</param>
/// <param name="target">On what: names of values in the path, the outermost first.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string action, params string[] target) : Attribute
{
    /// <summary>What it does.</summary>
    public string Action => action;

    /// <summary>Names of values in the path.</summary>
    public IReadOnlyList<string> Target => target;
}
