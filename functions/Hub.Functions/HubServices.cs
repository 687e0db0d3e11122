using Hub.Application.Audit;
using Hub.Application.Decisions;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Moving;
using Hub.Application.Notices;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Reports;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Connectors;
using Hub.Domain.Figures;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.SignIn;
using Hub.Functions.Triggers;
using Hub.Pictures.Thumbnails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Functions;

/// <summary>Wires use cases, formats, connectors and HTTP. Stores, signal and dependencies are registered by the platform.</summary>
internal static class HubServices
{
    public static IServiceCollection AddHub(this IServiceCollection services, HubOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton(options.Corporation).AddSingleton(options.Retention).AddSingleton(options.Replacements)
            .AddSingleton(new EndpointPolicy(options.AllowPrivateEndpoints, options.QueuePartner))
            .AddSingleton(Formats.PartnerCodeLists.All);

        services.AddSingleton<IMessageReader, Formats.Vera.Reading.MessageReader>()
            .AddSingleton<IMessageReader, Formats.Dico.Reading.MessageReader>()
            .AddSingleton<IMessageReader, Formats.Canonical.Reading.MessageReader>();
        services.AddSingleton<IOrderMessageWriter, Formats.Vera.Writing.MessageWriter>()
            .AddSingleton<IOrderMessageWriter, Formats.Dico.Writing.MessageWriter>()
            .AddSingleton<IOrderMessageWriter, Formats.Canonical.Writing.MessageWriter>();
        services.AddSingleton<ITestMessageWriter, Formats.Vera.Writing.TestMessageWriter>()
            .AddSingleton<ITestMessageWriter, Formats.Dico.Writing.TestMessageWriter>()
            .AddSingleton<ITestMessageWriter, Formats.Canonical.Writing.TestMessageWriter>().AddSingleton<TestPartner>();
        services.AddConnectors(new ConnectorOptions { AllowPrivateEndpoints = options.AllowPrivateEndpoints });

        services.AddSingleton<HubMetrics>();
        services.AddSingleton<RegistryCache>().AddSingleton<DecisionContextLoader>().AddSingleton<EarlierNumbers>().AddSingleton<OrderResolver>()
            .AddSingleton<KnownPartners>().AddSingleton<IMessageHandler, OrderMessageHandler>().AddSingleton<ReceiveMessage>().AddSingleton<RouteWaiting>()
            .AddSingleton<DecideByHand>().AddSingleton<EraseContacts>().AddSingleton<ReplayErasures>().AddSingleton<BeforeServing>();
        services.AddSingleton<RegistryChanges>().AddSingleton<PutContract>().AddSingleton<RemoveContract>()
            .AddSingleton<RestoreContract>().AddSingleton<ImportPrices>()
            .AddSingleton<ReplaceDwellings>().AddSingleton<PutPartner>().AddSingleton<RestorePartner>().AddSingleton<ForgetPartnerVersions>()
            .AddSingleton<IssueKey>().AddSingleton<RevokeKey>().AddSingleton<FindOrder>();
        services.AddSingleton<ForgetAudit>();
        services.AddHostedService<RoutingService>();
        services.AddSingleton<StorePictures>().AddSingleton<AddPhoto>().AddSingleton<DeletePhoto>().AddSingleton<RecordRefusedPhoto>()
            .AddSingleton<VerifyPhoto>().AddSingleton<ShowThumbnail>().AddSingleton<FetchPhoto>()
            .AddSingleton<FetchPhotos>().AddSingleton<DeleteExpiredPhotos>();
        services.AddThumbnails();
        services.AddSingleton<IStreamMessages, OrderMessages>().AddSingleton<StreamMessages>().AddSingleton<DeliveryMessages>();
        services.AddSingleton<PartnerBackoff>().AddSingleton<PartnerConcurrency>().AddSingleton<RunLane>()
            .AddSingleton<ViewsFollower>().AddSingleton<ProjectionFollower<OrderSummary>>(s => s.GetRequiredService<ViewsFollower>())
            .AddSingleton<RebuildProjection<OrderSummary>>().AddSingleton<FollowLog<ViewsFollower>>()
            .AddSingleton<FiguresFollower>().AddSingleton<ProjectionFollower<OrderFacts>>(s => s.GetRequiredService<FiguresFollower>())
            .AddSingleton<RebuildProjection<OrderFacts>>().AddSingleton<FollowLog<FiguresFollower>>().AddSingleton<ReadFigures>().AddSingleton<FindCounted>()
            .AddSingleton<DeliveryFigures>()
            .AddSingleton<QuarterContracts>().AddSingleton<ReadScorecards>().AddSingleton<ComposeReport>().AddSingleton<MakeReports>()
            .AddSingleton<IReportWriter, Formats.Reports.ReportPage>().AddSingleton<IReportWriter, Formats.Reports.ReportCsv>()
            .AddSingleton(new HubVersion(Telemetry.Version))
            .AddSingleton<DeliveriesFollower>().AddSingleton<FollowLog<DeliveriesFollower>>()
            .AddSingleton<SweepLanes>().AddSingleton<ManageDeliveries>().AddSingleton<ReviewDueTimes>().AddSingleton<Sweeps>();

        services.AddSingleton(options.Notices).AddSingleton<NoticeTexts>().AddSingleton<NoticeRecipients>().AddSingleton<NoticeQueue>()
            .AddSingleton<ChannelCircuits>().AddSingleton<FindProblems>().AddSingleton<FindDeadlines>().AddSingleton<SendNotices>();

        services.AddSingleton<RequestRates>().AddSingleton<CallsAtOnce>().AddSingleton<ListTurns>().AddSingleton<MessageMemory>()
            .AddSingleton<KeyUse>().AddSingleton<ReaderAccess>().AddSingleton<Access>().AddSingleton<MessageIntake>()
            .AddSingleton<AcceptedOrders>().AddSingleton<QueueFailures>().AddSingleton<QueueAnswers>().AddSingleton<IInboundMessages, InboundMessages>();
        services.AddSignIn().AddSingleton<PageCursors>();
        services.AddSingleton<PhotoLinks>().AddSingleton<LinkLimits>().AddSingleton<UploadMemoryBudget>().AddSingleton<PictureUpload>();
        services.AddSingleton<Health>().AddSingleton<PartnerHealth>().AddSingleton<IDependency, DeliveryHealth>()
            // Orders are processed without it, only photos are refused.
            .AddSingleton<IDependency>(s => new StoreHealth("evidence", s.GetRequiredService<IEvidenceStore>().ProbeAsync, DependencyState.Degraded))
            .AddSingleton<IDependency, ClockHealth>().AddSingleton<IDependency, DeadLetterHealth>().AddSingleton<IDependency, NoticeHealth>();
        return services;
    }
}
