using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Registry;
using Polly.Telemetry;

namespace Hub.Connectors;

/// <summary>Wires the connectors.</summary>
public static class ConnectorServices
{
    /// <summary>
    /// Adds one <see cref="IConnector"/> a transport, but for the mailbox, from which the partner fetches itself; the <see cref="IPhotoSource"/>; and cards to
    /// Teams.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range; the exception names it.</exception>
    public static IServiceCollection AddConnectors(this IServiceCollection services, ConnectorOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options.Validated());
        // The registry builds pipelines that report to Polly's meter ("Polly"). Its log writes results and exceptions whole, with what is nested in them, on
        // one line: what a reader needs of it the pipelines and deliveries say themselves.
        services.AddLogging();
        services.PostConfigure<TelemetryOptions>(o => o.LoggerFactory = NullLoggerFactory.Instance);
        services.AddResiliencePipelineRegistry<PipelineKey>(o =>
        {
            o.BuilderNameFormatter = key => key.Use;
            o.InstanceNameFormatter = key => key.System;
        });
        services.AddSingleton(s => new PartnerHttp(
            s.GetRequiredService<ConnectorOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ResiliencePipelineRegistry<PipelineKey>>(),
            s.GetRequiredService<ILogger<PartnerHttp>>()));
        services.AddSingleton<IConnector, WebhookConnector>();
        services.AddSingleton<IConnector, VeraConnector>();
        services.AddSingleton<IConnector, HttpsConnector>();
        services.AddSingleton<IPhotoSource>(s => new PhotoFetcher(
            s.GetRequiredService<ConnectorOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ResiliencePipelineRegistry<PipelineKey>>(),
            s.GetRequiredService<ILogger<PhotoFetcher>>()));
        services.AddSingleton<INoticeChannel>(s => new TeamsNotices(s.GetRequiredService<ConnectorOptions>()));
        return services;
    }
}
