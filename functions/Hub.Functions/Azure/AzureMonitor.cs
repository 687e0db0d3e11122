using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Hub.Functions.Settings;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Hub.Functions;

/// <summary>
/// The hub's own traces and metrics in Application Insights, signed in by the hub's identity. Requests and logs are not among them: the Functions host sends
/// these, and each is paid for.
/// </summary>
internal static class AzureMonitor
{
    // The setting of the Functions host, which needs no name of the hub's own.
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Whether the app has Application Insights.</summary>
    public static bool IsSet(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[ConnectionString]);

    /// <summary>Sends there what is collected, where the app has it.</summary>
    /// <exception cref="SettingException">The connection string names no resource.</exception>
    public static void Add(IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        if (!IsSet(configuration)) return;
        var text = configuration[ConnectionString]!;
        if (!text.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
            throw new SettingException($"The setting {ConnectionString} is wrong: expected the connection string of an Application Insights resource.");
        TokenCredential identity = new DefaultAzureCredential();
        telemetry.WithTracing(t => t.AddAzureMonitorTraceExporter(Configure, identity)).WithMetrics(m => m.AddAzureMonitorMetricExporter(Configure, identity));

        // The host measures requests and the process.
        void Configure(AzureMonitorExporterOptions o)
        {
            o.ConnectionString = text;
            o.EnableStandardMetrics = false;
            o.EnablePerformanceCounters = false;
            o.EnableLiveMetrics = false;
        }
    }
}
