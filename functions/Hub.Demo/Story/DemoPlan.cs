using System.Globalization;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>One order of the demo.</summary>
/// <param name="Draft">What is placed.</param>
/// <param name="First">Who gets it first, by name or by routing.</param>
/// <param name="Last">Who has it in the end.</param>
/// <param name="Life">What happens to it.</param>
internal sealed record DemoOrder(VeraOrderDraft Draft, IContractor First, IContractor Last, Func<Scene, Task> Life)
{
    public string Number => Draft.Number;
}

/// <summary>The twenty orders, as a table.</summary>
internal static class DemoPlan
{
    private static readonly Dictionary<OrderKind, char> Letters = new()
    {
        [OrderKind.Repair] = 'R', [OrderKind.Turnover] = 'M', [OrderKind.Inspection] = 'I',
    };

    /// <summary>The number of the first order of a run; runs go on from 10, so that a data directory can see several.</summary>
    public static string FirstNumber(int run) => Number(OrderKind.Repair, run, 1);

    /// <summary>The orders that play at the same time.</summary>
    public static IReadOnlyList<DemoOrder> Together(int run, DemoCast cast, DateOnly today)
    {
        var (troffel, timmer, kompas) = (cast.Troffel, cast.Timmer, cast.Kompas);
        var index = 0;
        return
        [
            Order(OrderKind.Repair, "N-01", "Keukenkraan lekt", troffel, Lives.Straight),
            Order(OrderKind.Repair, "Z-01", "Binnendeur vervangen", timmer, Lives.CostsMended, code: "E-230", method: AgreementMethod.UnitPrice),
            Order(OrderKind.Repair, "H-01", "Slot voordeur stroef", kompas, Lives.Straight),
            Order(OrderKind.Repair, "N-02", "Radiator wordt niet warm", troffel, Lives.NobodyHome),
            Order(OrderKind.Repair, "Z-02", "Afvoer badkamer verstopt", timmer, Lives.NobodyHome),
            Order(OrderKind.Repair, "H-02", "Intercom doet niets", kompas, Lives.NobodyHome),
            Order(OrderKind.Repair, "N-03", "Dakgoot lekt", troffel, s => Lives.Refused(s, timmer), last: timmer),
            Order(OrderKind.Repair, "Z-03", "Raam sluit niet", timmer, s => Lives.Refused(s, kompas), last: kompas),
            Order(OrderKind.Repair, "Z-04", "Vloer zwikt", timmer, Lives.ExtraWorkWithinMandate),
            Order(OrderKind.Repair, "H-03", "Kitvoeg douche los", kompas, Lives.ExtraWorkDeclined),
            Order(OrderKind.Turnover, "Z-05", "Mutatie: pakket met schilderwerk", timmer, Lives.TurnoverReworked, code: "MUT-PLUS"),
            Order(OrderKind.Turnover, "Z-09", "Mutatie: basispakket", timmer, Lives.ExtraWorkApproved, code: "MUT-BASIS"),
            Order(OrderKind.Repair, "H-04", "Keukenkastje vervangen", kompas, Lives.Question),
            Order(OrderKind.Repair, "N-04", "Buitenlamp kapot", troffel, Lives.Cancelled),
            Order(OrderKind.Repair, "Z-07", "Plafondplaat beschadigd", timmer, Lives.Amended),
            Order(OrderKind.Repair, "Z-08", "Lekkage dak", timmer, Lives.TemporarilyRestored),
            Order(OrderKind.Inspection, "H-05", "Inspectie balkonhekken", kompas, Lives.Straight, named: kompas.LocationNumber),
            Order(OrderKind.Turnover, "N-05", "Mutatie: badkamer, keuken en toilet", troffel, Lives.AboveMandate, named: troffel.LocationNumber, code: "BKT"),
            Order(OrderKind.Repair, "N-06", "Wc loopt door", troffel, Lives.SaidTwice),
        ];

        DemoOrder Order(
            OrderKind kind, string dwelling, string description, IContractor first, Func<Scene, Task> life, IContractor? last = null,
            string? named = null, string? code = null, AgreementMethod? method = null)
        {
            var draft = Draft(kind, run, ++index, dwelling, description, today);
            return new DemoOrder(
                draft with { ContractorGln = named, Agreement = method ?? draft.Agreement, Tasks = [new VeraTaskDraft("1", description, code)] }, first, last ?? first, life);
        }
    }

    /// <summary>The order that plays when all others have ended, for while its contractor is down it would hold them up.</summary>
    public static DemoOrder LastAct(int run, int index, DemoCast cast, DateOnly today) =>
        new(Draft(OrderKind.Repair, run, index, "H-06", "Trapleuning los", today), cast.Kompas, cast.Kompas, s => Lives.SystemDown(s, cast.Kompas));

    private static VeraOrderDraft Draft(OrderKind kind, int run, int index, string dwelling, string description, DateOnly today) => new()
    {
        Number = Number(kind, run, index),
        Kind = kind,
        Dwelling = dwelling,
        Description = description,
        Agreement = kind is OrderKind.Repair ? AgreementMethod.LumpSum : AgreementMethod.FixedSum,
        Urgency = kind is OrderKind.Repair ? "regulier" : null,
        DueOn = today.AddDays(10),
        ResidentName = $"Bewoner Demo {index}",
        ResidentPhone = string.Create(CultureInfo.InvariantCulture, $"06-{index:00000000}"),
        Tasks = [new VeraTaskDraft("1", description)],
    };

    private static string Number(OrderKind kind, int run, int index) => string.Create(CultureInfo.InvariantCulture, $"{Letters[kind]}-{run}{index:00}");
}
