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
/// Traces and metrics by OpenTelemetry, sent over OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without that setting nothing is collected.
/// The standard <c>OTEL_*</c> settings hold: samplers, resource attributes, protocol, headers.
/// </summary>
internal static class Telemetry
{
    /// <summary>Value of <c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> is set.</summary>
    public const string ServiceName = "ketenhub";

    /// <summary>Collects and sends where the setting asks for it.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        Collect(builder.Services).WithTracing(t => t.AddOtlpExporter()).WithMetrics(m => m.AddOtlpExporter());
    }

    /// <summary>Collects; the caller adds an exporter.</summary>
    public static IOpenTelemetryBuilder Collect(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(r => r.AddService(ServiceName, serviceVersion: Version).AddEnvironmentVariableDetector())
        .WithTracing(t => t.AddSource(Tracing.SourceName, PartnerHttp.ActivitySourceName, "Hub.LocalRuntime").AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation())
        .WithMetrics(m => m.AddMeter(HubMetrics.MeterName, "Polly").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());

    private static string Version => typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
