using Hub.Application.Intake;
using Hub.Application.Registry;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Triggers;

/// <summary>Routes waiting orders soon after a change of the registry, behind the request that made the change.</summary>
internal sealed partial class RoutingService(RegistryChanges changes, RouteWaiting routing, ILogger<RoutingService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await changes.WaitAsync(stoppingToken);
            try
            {
                await routing.SweepAllAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The timer's sweeps look at the same orders, from half a minute on.
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting orders were not all looked at after a change of the registry; the next sweep does it")]
    private partial void LogFailed(Exception e);
}
