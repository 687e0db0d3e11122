namespace Hub.Demo.Servers;

/// <summary>How a stand-in's server behaves; can be changed at any time.</summary>
public abstract record Behaviour
{
    private Behaviour()
    {
    }

    /// <summary>Answers like the partner's system.</summary>
    public sealed record Healthy : Behaviour;

    /// <summary>Does not listen: connections are refused. Any other behaviour listens again, on the same port.</summary>
    public sealed record Down : Behaviour;

    /// <summary>Holds each request until <see cref="StandInServer.Release"/>, another behaviour, or until the client aborts it.</summary>
    public sealed record Slow : Behaviour;

    /// <summary>Answers with a status and ignores the message.</summary>
    /// <param name="Code">HTTP status.</param>
    /// <param name="RetryAfter">Sent as <c>Retry-After</c>, in whole seconds.</param>
    public sealed record Status(int Code, TimeSpan? RetryAfter = null) : Behaviour;

    /// <summary>Answers 302.</summary>
    /// <param name="To">The target.</param>
    public sealed record Redirect(Uri To) : Behaviour;

    /// <summary>Answers with bytes that are not HTTP, and closes the connection.</summary>
    public sealed record Garbage : Behaviour;

    /// <summary>Answers 503 to the first requests, then is healthy.</summary>
    /// <param name="Failures">How many fail.</param>
    public sealed record Flaky(int Failures) : Behaviour;
}
