using System.Reflection;
using Hub.Application.Diagnostics;
using Hub.Connectors;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Functions;

/// <summary>
/// Traces and metrics by OpenTelemetry, sent over OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and to what the platform has; without either nothing is
/// collected. The standard <c>OTEL_*</c> settings hold: samplers, resource attributes, interval of metrics, protocol, headers.
/// </summary>
internal static class Telemetry
{
    /// <summary>Value of <c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> is set.</summary>
    public const string ServiceName = "ketenhub";

    /// <summary>Collects and sends where the setting asks for it.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        var hasCollector = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (!hasCollector && !Platform.HasTelemetry(builder.Configuration)) return;
        var telemetry = hasCollector
            ? Collect(builder.Services).WithTracing(t => t.AddOtlpExporter()).WithMetrics(m => m.AddOtlpExporter())
            : CollectOwn(builder.Services);
        Platform.AddTelemetry(telemetry, builder.Configuration);
    }

    /// <summary>Collects the hub's own signals, and those of ASP.NET Core and HttpClient; the caller adds an exporter.</summary>
    public static IOpenTelemetryBuilder Collect(IServiceCollection services) => CollectOwn(services)
        .WithTracing(t => t.AddSource("Hub.LocalRuntime").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
        .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());

    // What a platform measures that knows the functions: no more than it cannot see itself.
    private static IOpenTelemetryBuilder CollectOwn(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(r => r.AddService(ServiceName, serviceVersion: Version).AddEnvironmentVariableDetector())
        .WithTracing(t => t.AddSource(Tracing.SourceName, PartnerHttp.ActivitySourceName))
        .WithMetrics(m => m.AddMeter(HubMetrics.MeterName, "Polly"));

    /// <summary>The version of the hub, and behind a plus sign the commit.</summary>
    public static string Version => typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
