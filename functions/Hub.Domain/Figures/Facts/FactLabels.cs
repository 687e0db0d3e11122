using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Figures;

/// <summary>What the values of facts are called in Dutch. Feeds carry the values themselves, which never change; who shows them shows these.</summary>
public static class FactLabels
{
    private static readonly Dictionary<Type, IReadOnlyDictionary<string, string>> ByType = new()
    {
        [typeof(OrderKind)] = Labels<OrderKind>(
            (OrderKind.Repair, "Reparatie"), (OrderKind.Turnover, "Mutatie"), (OrderKind.Inspection, "Inspectie")),
        [typeof(OrderCoverage)] = Labels<OrderCoverage>(
            (OrderCoverage.LumpSum, "Binnen afkoop"), (OrderCoverage.Mixed, "Deels buiten afkoop"), (OrderCoverage.Outside, "Buiten afkoop")),
        [typeof(OrderStatus)] = Labels<OrderStatus>(
            (OrderStatus.Registered, "Geregistreerd"), (OrderStatus.AwaitingApproval, "Wacht op goedkeuring"), (OrderStatus.Quoting, "Offerte"),
            (OrderStatus.Awarded, "Gegund"), (OrderStatus.Planned, "Gepland"), (OrderStatus.InProgress, "In behandeling"),
            (OrderStatus.TechnicallyComplete, "Technisch gereed"), (OrderStatus.InSample, "In steekproef"), (OrderStatus.Settling, "Financiële afhandeling"),
            (OrderStatus.Closed, "Afgesloten"), (OrderStatus.Cancelled, "Geannuleerd")),
        [typeof(AortaPhase)] = Labels<AortaPhase>(
            (AortaPhase.Leave, "Vertrekken"), (AortaPhase.Report, "Aanmelden"), (AortaPhase.Examine, "Onderzoeken"), (AortaPhase.Repair, "Repareren"),
            (AortaPhase.ReportBack, "Terugkoppelen")),
        [typeof(DeadlineOutcome)] = Labels<DeadlineOutcome>(
            (DeadlineOutcome.Open, "Loopt"), (DeadlineOutcome.Stopped, "Klok staat stil"), (DeadlineOutcome.OnTime, "Op tijd"),
            (DeadlineOutcome.Missed, "Te laat")),
        [typeof(AppointmentOutcome)] = Labels<AppointmentOutcome>(
            (AppointmentOutcome.Planned, "Gepland"), (AppointmentOutcome.Kept, "Nagekomen"), (AppointmentOutcome.NoAccess, "Niet thuis"),
            (AppointmentOutcome.Missed, "Gemist"), (AppointmentOutcome.Moved, "Verzet"),
            (AppointmentOutcome.CancelledByContractor, "Afgezegd door aannemer"), (AppointmentOutcome.CancelledByResident, "Afgezegd door bewoner"),
            (AppointmentOutcome.NotNeeded, "Niet meer nodig")),
        [typeof(StepKind)] = Labels<StepKind>(
            (StepKind.Award, "Gunning"), (StepKind.Visit, "Bezoek"), (StepKind.ExtraWorkDecision, "Besluit meerwerk"), (StepKind.Wait, "Wachten")),
        [typeof(InterruptionReason)] = Labels<InterruptionReason>(
            (InterruptionReason.Other, "Andere reden"), (InterruptionReason.NoAccess, "Niet thuis"),
            (InterruptionReason.ResidentCallsBack, "Bewoner belt terug"),
            (InterruptionReason.NoAppointment, "Afspraak maken mislukt"), (InterruptionReason.Material, "Materiaal"), (InterruptionReason.Weather, "Weer"),
            (InterruptionReason.AwaitingClient, "Wacht op corporatie"), (InterruptionReason.ResidentRequest, "Op verzoek van bewoner"),
            (InterruptionReason.OtherContractor, "Andere aannemer"), (InterruptionReason.WrongDiscipline, "Andere discipline nodig"),
            (InterruptionReason.NotEnoughTime, "Te weinig tijd")),
        [typeof(PartyRole)] = Labels<PartyRole>(
            (PartyRole.Corporation, "Corporatie"), (PartyRole.Contractor, "Aannemer"), (PartyRole.Hub, "Ketenhub"), (PartyRole.SurveyBureau, "Meetbureau")),
        [typeof(PhotoMoment)] = Labels<PhotoMoment>((PhotoMoment.Before, "Voor"), (PhotoMoment.After, "Na"), (PhotoMoment.Damage, "Schade")),
        [typeof(DeliveryOutcome)] = Labels<DeliveryOutcome>(
            (DeliveryOutcome.Pending, "Wacht"), (DeliveryOutcome.Delivered, "Afgeleverd"), (DeliveryOutcome.Parked, "Geparkeerd"),
            (DeliveryOutcome.Skipped, "Overgeslagen")),
        [typeof(KpiScope)] = Labels<KpiScope>((KpiScope.Own, "Aannemer zelf"), (KpiScope.OtherContractors, "Andere aannemers samen")),
        [typeof(KpiUnit)] = Labels<KpiUnit>(
            (KpiUnit.Share, "aandeel"), (KpiUnit.Days, "dagen"), (KpiUnit.WorkingDays, "werkdagen"), (KpiUnit.WorkingHours, "werkuren"), (KpiUnit.Euro, "euro"),
            (KpiUnit.Number, "aantal")),
        [typeof(NoValue)] = Labels<NoValue>(
            (NoValue.HasOne, ""), (NoValue.Nothing, "geen gegevens"), (NoValue.TooFew, "te weinig gegevens"),
            (NoValue.NoDwellings, "aantal woningen onbekend")),
    };

    /// <summary>Every value of a type and what it is called.</summary>
    /// <exception cref="KeyNotFoundException">It is no type of a column.</exception>
    public static IReadOnlyDictionary<string, string> Of<TValue>() where TValue : struct, Enum => ByType[typeof(TValue)];

    /// <summary>What a value is called.</summary>
    public static string Of<TValue>(TValue value) where TValue : struct, Enum => Of<TValue>()[value.ToString()];

    private static Dictionary<string, string> Labels<TValue>(params (TValue Value, string Label)[] labels) where TValue : struct, Enum =>
        labels.ToDictionary(l => l.Value.ToString(), l => l.Label);
}
