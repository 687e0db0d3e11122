namespace Hub.Application.Settings;

/// <summary>Which version of the hub this is.</summary>
/// <param name="Text">As its assemblies say it: <c>1.4.0</c>, and behind a plus sign the commit.</param>
public sealed record HubVersion(string Text);
