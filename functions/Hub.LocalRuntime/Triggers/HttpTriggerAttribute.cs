namespace Hub.LocalRuntime;

/// <summary>Starts a function with an HTTP request; on a parameter of type <see cref="Microsoft.AspNetCore.Http.HttpRequest"/>.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Every method, at the default level.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <param name="methods">HTTP methods, in any case. None means every method.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <param name="authLevel">Which function key a caller must have; see <see cref="AuthLevel"/>.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
        : this(authLevel, [])
    {
    }

    /// <param name="authLevel">Which function key a caller must have; see <see cref="AuthLevel"/>.</param>
    /// <param name="methods">HTTP methods, in any case. None means every method.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>
    /// The route after the prefix of host.json, with ASP.NET Core's templates and constraints. Unset: the function's name. It begins with no
    /// slash: the worker in Azure puts one before it, and by one wrong route no HTTP function of the app is found. An empty route is
    /// the function's name to the host in Azure, so the bare address is <c>{nothing:maxlength(0)?}</c>.
    /// </summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods, in any case. None means every method.</summary>
    public string[] Methods { get; }

    /// <summary>Which function key Azure asks of a caller. The local runtime has no keys and asks for none, whatever the level (as the Functions tools do on a
    /// developer's machine).</summary>
    public AuthorizationLevel AuthLevel { get; }
}

/// <summary>Which function key Azure asks of an HTTP caller.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>Of a signed-in user.</summary>
    User = 1,

    /// <summary>Of the function.</summary>
    Function = 2,

    /// <summary>Of the host's own extensions.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
