using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;
using Polly.Registry;

namespace Hub.Connectors;

/// <summary>Wires the connectors.</summary>
public static class ConnectorServices
{
    /// <summary>
    /// Adds one <see cref="IConnector"/> a transport, but for the mailbox, from which the partner fetches itself; and the <see cref="IPhotoSource"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range; the exception names it.</exception>
    public static IServiceCollection AddConnectors(this IServiceCollection services, ConnectorOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options.Validated());
        // The registry builds pipelines that report to Polly's meter ("Polly") and to the logs.
        services.AddResiliencePipelineRegistry<PipelineKey>(o =>
        {
            o.BuilderNameFormatter = key => key.Use;
            o.InstanceNameFormatter = key => key.System;
        });
        services.AddSingleton(s => new PartnerHttp(
            s.GetRequiredService<ConnectorOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ResiliencePipelineRegistry<PipelineKey>>()));
        services.AddSingleton<IConnector, WebhookConnector>();
        services.AddSingleton<IConnector, VeraConnector>();
        services.AddSingleton<IConnector, HttpsConnector>();
        services.AddSingleton<IPhotoSource>(s => new PhotoFetcher(
            s.GetRequiredService<ConnectorOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ResiliencePipelineRegistry<PipelineKey>>()));
        return services;
    }
}
