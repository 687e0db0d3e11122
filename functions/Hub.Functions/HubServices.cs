using Hub.Connectors;
using Hub.Core.Deliveries;
using Hub.Core.Evidence;
using Hub.Core.Intake;
using Hub.Core.Partners;
using Hub.Formats.Canonical;
using Hub.Formats.Dico;
using Hub.Formats.Vera;
using Hub.Functions.Door;
using Hub.Functions.Faces;
using Hub.Thumbnails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Functions;

/// <summary>Wires the hub: use cases, formats, connectors and faces. Stores, bell and dependencies are the platform's.</summary>
internal static class HubServices
{
    public static IServiceCollection AddHub(this IServiceCollection services, HubOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton(options.Corporation).AddSingleton(options.Retention);

        services.AddSingleton<IMessageReader, VeraReader>().AddSingleton<IMessageReader, DicoReader>().AddSingleton<IMessageReader, CanonicalReader>();
        services.AddSingleton<IMessageWriter, VeraWriter>().AddSingleton<IMessageWriter, DicoWriter>().AddSingleton<IMessageWriter, CanonicalWriter>();
        services.AddConnectors(new ConnectorOptions { AllowPrivateEndpoints = options.AllowPrivateEndpoints });

        services.AddSingleton<RegistryCache>().AddSingleton<LookAround>().AddSingleton<ReceiveMessage>().AddSingleton<RouteWaiting>().AddSingleton<DecideByHand>().AddSingleton<ForgetContacts>();
        services.AddSingleton<KeepPictures>().AddSingleton<AddPhoto>().AddSingleton<DeletePhoto>().AddSingleton<VerifyPhoto>().AddSingleton<ShowThumbnail>()
            .AddSingleton<FetchPhotos>().AddSingleton<ForgetPhotos>();
        services.AddThumbnails();
        services.AddSingleton<PartnerPace>().AddSingleton<PartnerSlots>().AddSingleton<RunLane>().AddSingleton<Relay>().AddSingleton<SweepLanes>().AddSingleton<ManageDeliveries>();

        services.AddSingleton<FrontDoor>().AddSingleton<MessageDoor>().AddSingleton<OrderLookup>();
        services.AddSingleton<PhotoLinks>().AddSingleton<PictureMemory>().AddSingleton<PictureDoor>().AddSingleton<PhotoIntake>().AddSingleton<PhotoReading>().AddSingleton<PhotoDeletions>();
        services.AddSingleton<VeraOrders>().AddSingleton<OrderReading>().AddSingleton<Mailbox>();
        services.AddSingleton<PartnerAdmin>().AddSingleton<ContractAdmin>().AddSingleton<PriceAdmin>().AddSingleton<DwellingAdmin>().AddSingleton<OrderAdmin>()
            .AddSingleton<DeliveryAdmin>().AddSingleton<MessageAdmin>();
        services.AddSingleton<Health>().AddSingleton<IDependency, DeliveryHealth>().AddSingleton<IDependency, EvidenceHealth>();
        return services;
    }
}
