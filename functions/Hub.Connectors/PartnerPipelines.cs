using System.Collections.Concurrent;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Hub.Connectors;

/// <summary>Names a pipeline: what it is for (the tag <c>pipeline.name</c> of Polly's telemetry), and the system that it calls
/// (<c>pipeline.instance</c>).</summary>
internal readonly record struct PipelineKey(string Use, string System);

/// <summary>
/// One pipeline a system, so that one slow or broken system slows no other: circuit breaker and time limit. How many calls run at once is
/// not its matter: lanes are bounded by <c>PartnerConcurrency</c> (16 a partner), photos by <c>FetchPhotos</c> (two a partner, twelve in all).
/// The pipeline of a partner whose connection was put anew is rebuilt, so that it begins with a closed circuit. There are as many
/// pipelines as systems: they live in Polly's registry, which also gives them its telemetry.
/// </summary>
internal sealed partial class PartnerPipelines(
    string use, ResiliencePipelineRegistry<PipelineKey> registry, ConnectorOptions options, TimeProvider clock, ILogger logger)
{
    private readonly SteadyClock _clock = new(clock);
    private readonly ResiliencePipeline<SendResult> _withoutCircuit = new ResiliencePipelineBuilder<SendResult> { TimeProvider = new SteadyClock(clock) }
        .AddTimeout(options.Timeout).Build();
    private readonly ConcurrentDictionary<string, Generation> _generations = new(StringComparer.Ordinal);

    /// <summary>Makes one attempt through a system's pipeline. What the pipeline itself stops is a failure like others.</summary>
    /// <param name="system">Names it; there are as many pipelines as names.</param>
    /// <param name="connection">The connection to it, where the partner's document has one.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="isTrial">True where it is made also while the circuit is open. An answer of a system that works then closes the circuit.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async ValueTask<SendResult> ExecuteAsync(string system, Connection? connection, Func<CancellationToken, Task<SendResult>> attempt,
        bool isTrial, CancellationToken cancel)
    {
        try
        {
            return await For(system, connection).ExecuteAsync(static async (attempt, token) => await attempt(token), attempt, cancel);
        }
        catch (TimeoutRejectedException)
        {
            return TimedOut();
        }
        catch (BrokenCircuitException e)
        {
            return isTrial
                ? await TryAsync(system, attempt, cancel)
                : Failures.Without(FailureKind.CircuitOpen, "Nothing was sent: the partner's system failed repeatedly a moment ago.", e.RetryAfter);
        }
    }

    // Nothing was sent yet: an open circuit is found before the attempt.
    private async Task<SendResult> TryAsync(string system, Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancel)
    {
        try
        {
            var result = await _withoutCircuit.ExecuteAsync(static async (attempt, token) => await attempt(token), attempt, cancel);
            if (!Failures.CountsForCircuit(result)) await _generations[system].Circuit.CloseAsync(CancellationToken.None);
            return result;
        }
        catch (TimeoutRejectedException)
        {
            return TimedOut();
        }
    }

    private SendResult.Failed TimedOut() =>
        Failures.Without(FailureKind.TimedOut, $"The partner's system did not answer within {options.Timeout.TotalSeconds:0.###} s.");

    private ResiliencePipeline<SendResult> For(string system, Connection? connection)
    {
        var generation = _generations.GetOrAdd(system, static (_, c) => new Generation(c), connection);
        // Whoever is the first to see the new connection has the pipeline rebuilt before it is used.
        if (!generation.IsFor(connection) && _generations.TryUpdate(system, new Generation(connection), generation)) generation.Dispose();
        return registry.GetOrAddPipeline<SendResult>(new PipelineKey(use, system), Configure);
    }

    private void Configure(ResiliencePipelineBuilder<SendResult> builder, ConfigureBuilderContext<PipelineKey> context)
    {
        var generation = _generations[context.PipelineKey.System];
        context.AddReloadToken(generation.Ended);
        builder.TimeProvider = _clock;
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendResult>
        {
            MinimumThroughput = options.FailuresToOpen,
            FailureRatio = options.FailureRatio,
            SamplingDuration = options.FailureWindow,
            BreakDuration = options.Break,
            ManualControl = generation.Circuit,
            OnOpened = opened =>
            {
                LogOpened(use, context.PipelineKey.System, opened.BreakDuration.TotalSeconds);
                return default;
            },
            ShouldHandle = new PredicateBuilder<SendResult>().Handle<TimeoutRejectedException>().HandleResult(Failures.CountsForCircuit),
        });
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Use} to {System} failed repeatedly: nothing is tried there for {Seconds} s")]
    private partial void LogOpened(string use, string system, double seconds);

    // The time for which a system has one connection.
    private sealed class Generation : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Connection? _connection;

        public Generation(Connection? connection) => (_connection, Ended) = (connection, _end.Token);

        // Kept beside its source: a pipeline that is being built may still ask for it when the source is disposed.
        public CancellationToken Ended { get; }

        /// <summary>Closes the circuit of its pipeline by hand.</summary>
        public CircuitBreakerManualControl Circuit { get; } = new();

        public bool IsFor(Connection? other) => _connection is null || other is null
            ? _connection is null && other is null
            : _connection.Url == other.Url && _connection.Transport == other.Transport
                && _connection.Secrets.SequenceEqual(other.Secrets, StringComparer.Ordinal)
                && _connection.Headers.Count == other.Headers.Count
                && _connection.Headers.All(h => other.Headers.TryGetValue(h.Key, out var value) && value == h.Value);

        /// <summary>Ends it: its pipeline is rebuilt before this returns.</summary>
        public void Dispose()
        {
            _end.Cancel();
            _end.Dispose();
        }
    }
}
