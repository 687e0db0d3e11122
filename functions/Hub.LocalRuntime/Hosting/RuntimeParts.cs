using Hub.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>What the pumps of all triggers work with.</summary>
internal sealed record RuntimeParts(
    LocalRuntimeOptions Options,
    HostJson HostJson,
    RuntimeStore Store,
    LocalQueues Queues,
    IServiceProvider Services,
    RuntimeLife Life,
    RunningWork Running)
{
    public SqliteDatabase Database => Store.Database;

    public TimeProvider Clock { get; } = Services.GetRequiredService<TimeProvider>();

    public IServiceScopeFactory Scopes { get; } = Services.GetRequiredService<IServiceScopeFactory>();

    public IConfiguration Configuration { get; } = Services.GetRequiredService<IConfiguration>();

    /// <summary>The log of a function, under the category <c>Function.{name}</c> that host.json uses too.</summary>
    public ILogger LogOf(FunctionDescriptor function) => Services.GetRequiredService<ILoggerFactory>().CreateLogger("Function." + function.Name);
}

/// <summary>The two moments of a stop.</summary>
internal sealed class RuntimeLife : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _forced = new();

    /// <summary>From here on nothing new begins; what runs goes on.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The time for a graceful stop is nearly over: what still runs is told to give up.</summary>
    public CancellationToken Forced => _forced.Token;

    public void Stop() => _stopping.Cancel();

    public void Force() => _forced.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _forced.Dispose();
    }
}

/// <summary>Feeds one function with what its trigger brings.</summary>
internal interface ITriggerPump
{
    /// <summary>Begins; returns at once.</summary>
    void Start();

    /// <summary>Ends when all that ran when <see cref="RuntimeLife.Stopping"/> came has ended and its result is durable.</summary>
    Task DrainAsync();
}
