using Hub.Domain.Orders;

namespace Hub.Formats.Dutch;

/// <summary>Dutch names of what partners report, for sentences.</summary>
internal static class EventNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [nameof(OrderAmended)] = "wijzigen van de order",
        [nameof(CancellationRequested)] = "verzoek tot annuleren",
        [nameof(OrderCancelled)] = "annuleren",
        [nameof(OrderAccepted)] = "acceptatie",
        [nameof(OrderRefused)] = "weigering",
        [nameof(AppointmentMade)] = "afspraak",
        [nameof(AppointmentMoved)] = "verzetten van de afspraak",
        [nameof(AppointmentCancelled)] = "afzeggen van de afspraak",
        [nameof(WorkStarted)] = "start van het werk",
        [nameof(WorkInterrupted)] = "onderbreking",
        [nameof(WorkResumed)] = "hervatting",
        [nameof(TemporarilyRestored)] = "tijdelijk hersteld",
        [nameof(ResponseRequired)] = "reactie vereist",
        [nameof(ResponseGiven)] = "reactie",
        [nameof(InformationRequested)] = "vraag om informatie",
        [nameof(InformationGiven)] = "informatie",
        [nameof(LeadTimeExtended)] = "verzoek om uitstel",
        [nameof(LeadTimeAgreed)] = "akkoord met uitstel",
        [nameof(LeadTimeDeclined)] = "afwijzing van uitstel",
        [nameof(KeysReceived)] = "sleutels ontvangen",
        [nameof(PreInspectionHeld)] = "voorinspectie",
        [nameof(ExtraWorkRequested)] = "verzoek om meerwerk",
        [nameof(ExtraWorkApproved)] = "akkoord met meerwerk",
        [nameof(ExtraWorkDeclined)] = "afwijzing van meerwerk",
        [nameof(ExtraWorkAcknowledged)] = "bevestiging van het antwoord op meerwerk",
        [nameof(OrderApproved)] = "goedkeuring",
        [nameof(OrderDeclined)] = "afkeuring",
        [nameof(QuotationGiven)] = "offerte",
        [nameof(QuotationAwarded)] = "gunning van de offerte",
        [nameof(QuotationDeclined)] = "afwijzing van de offerte",
        [nameof(PhotoAnnounced)] = "foto",
        [nameof(PhotoAdded)] = "foto",
        [nameof(WorkCompleted)] = "gereedmelding",
        [nameof(InspectionPassed)] = "akkoord van de inspectie",
        [nameof(InspectionFailed)] = "afkeuring door de inspectie",
        [nameof(CostsSettled)] = "afrekening",
        [nameof(OrderClosed)] = "afsluiten",
        [nameof(OrderReopened)] = "heropenen",
        [nameof(ComplaintRegistered)] = "klacht",
        [nameof(ComplaintAnswered)] = "antwoord op de klacht",
    };

    /// <summary>The Dutch name of an event; its name between partners where it is one that only the hub makes.</summary>
    public static string Of(string name) => Names.GetValueOrDefault(name) ?? EventCatalogue.Named(name).WireName;
}
