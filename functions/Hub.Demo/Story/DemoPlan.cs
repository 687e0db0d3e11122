using System.Globalization;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>One order of the demo.</summary>
/// <param name="NewOrder">The order to place.</param>
/// <param name="First">The contractor that gets it first, named in the order or by routing.</param>
/// <param name="Last">The contractor that has it in the end.</param>
/// <param name="Scenario">The scenario.</param>
internal sealed record DemoOrder(NewVeraOrder NewOrder, IContractor First, IContractor Last, Func<ScenarioSteps, Task> Scenario)
{
    public string Number => NewOrder.Number;
}

/// <summary>The twenty-five orders, as a table.</summary>
internal static class DemoPlan
{
    private static readonly Dictionary<OrderKind, char> Letters = new()
    {
        [OrderKind.Repair] = 'R', [OrderKind.Turnover] = 'M', [OrderKind.Inspection] = 'I',
    };

    // As the contracts of the demo name it: see Example/contract.json. A day in the order would give it more time than the contract does.
    private const string Emergency = "spoed";

    /// <summary>The number of the first order of a run. Runs count from 10, so that several runs fit into one data directory.</summary>
    public static string FirstNumber(int run) => Number(OrderKind.Repair, run, 1);

    /// <summary>The orders that run at the same time.</summary>
    public static IReadOnlyList<DemoOrder> Concurrent(int run, DemoPartners cast, DateOnly today)
    {
        var (troffel, timmer, kompas, spijker) = (cast.Troffel, cast.Timmer, cast.Kompas, cast.Spijker);
        var index = 0;
        return
        [
            Order(OrderKind.Repair, "N-01", "Keukenkraan lekt", troffel, OrderScenarios.Straightforward, urgency: Emergency),
            Order(OrderKind.Repair, "Z-01", "Binnendeur vervangen", timmer, OrderScenarios.CostsCorrected, code: "E-230", method: AgreementMethod.UnitPrice),
            Order(OrderKind.Repair, "H-01", "Slot voordeur stroef", kompas, OrderScenarios.Straightforward),
            Order(OrderKind.Repair, "N-02", "Radiator wordt niet warm", troffel, OrderScenarios.NoAccess, urgency: Emergency),
            Order(OrderKind.Repair, "Z-02", "Afvoer badkamer verstopt", timmer, OrderScenarios.NoAccess, urgency: Emergency),
            Order(OrderKind.Repair, "H-02", "Intercom doet niets", kompas, OrderScenarios.NoAccess, urgency: Emergency),
            Order(OrderKind.Repair, "N-03", "Dakgoot lekt", troffel, s => OrderScenarios.Refused(s, timmer), last: timmer),
            Order(OrderKind.Repair, "Z-03", "Raam sluit niet", timmer, s => OrderScenarios.Refused(s, kompas), last: kompas),
            Order(OrderKind.Repair, "Z-04", "Vloer zwikt", timmer, OrderScenarios.ExtraWorkWithinMandate),
            Order(OrderKind.Repair, "H-03", "Kitvoeg douche los", kompas, OrderScenarios.ExtraWorkDeclined),
            Order(OrderKind.Turnover, "Z-05", "Mutatie: pakket met schilderwerk", timmer, OrderScenarios.TurnoverReworked, code: "MUT-PLUS"),
            Order(OrderKind.Turnover, "Z-09", "Mutatie: basispakket", timmer, OrderScenarios.ExtraWorkApproved, code: "MUT-BASIS"),
            Order(OrderKind.Repair, "H-04", "Keukenkastje vervangen", kompas, OrderScenarios.Question),
            Order(OrderKind.Repair, "N-04", "Buitenlamp kapot", troffel, OrderScenarios.Cancelled),
            Order(OrderKind.Repair, "Z-07", "Plafondplaat beschadigd", timmer, OrderScenarios.Amended),
            Order(OrderKind.Repair, "Z-08", "Lekkage dak", timmer, OrderScenarios.TemporarilyRestored, urgency: Emergency),
            Order(OrderKind.Inspection, "H-05", "Inspectie balkonhekken", kompas, OrderScenarios.Straightforward, named: kompas.LocationNumber),
            Order(OrderKind.Turnover, "N-05", "Mutatie: badkamer, keuken en toilet", troffel, OrderScenarios.AboveMandate,
                named: troffel.LocationNumber, code: "BKT"),
            Order(OrderKind.Repair, "N-06", "Wc loopt door", troffel, OrderScenarios.RepeatedMessage, urgency: Emergency),
            Order(OrderKind.Repair, "O-01", "Deurbel doet niets", spijker, OrderScenarios.Straightforward),
            Order(OrderKind.Repair, "O-02", "Geen warm water", spijker, OrderScenarios.NoAccess, urgency: Emergency),
            Order(OrderKind.Repair, "O-03", "Stopcontact los", spijker, OrderScenarios.Straightforward, urgency: Emergency),
            Order(OrderKind.Repair, "O-04", "Traphekje los", spijker, OrderScenarios.Straightforward),
            Order(OrderKind.Repair, "O-05", "Tochtstrip versleten", spijker, OrderScenarios.Straightforward),
        ];

        DemoOrder Order(
            OrderKind kind, string dwelling, string description, IContractor first, Func<ScenarioSteps, Task> life, IContractor? last = null,
            string? named = null, string? code = null, AgreementMethod? method = null, string? urgency = null)
        {
            var draft = NewOrder(kind, run, ++index, dwelling, description, today);
            return new DemoOrder(
                draft with
                {
                    ContractorGln = named, Agreement = method ?? draft.Agreement, Urgency = urgency ?? draft.Urgency,
                    DueOn = urgency is Emergency ? null : draft.DueOn,
                    Tasks = [new NewVeraTask("1", description, code)],
                }, first, last ?? first, life);
        }
    }

    /// <summary>The order that runs after all others: its contractor is down for a while, which would delay them.</summary>
    public static DemoOrder Outage(int run, int index, DemoPartners cast, DateOnly today) =>
        new(NewOrder(OrderKind.Repair, run, index, "H-06", "Trapleuning los", today), cast.Kompas, cast.Kompas, s => OrderScenarios.SystemDown(s, cast.Kompas));

    private static NewVeraOrder NewOrder(OrderKind kind, int run, int index, string dwelling, string description, DateOnly today) => new()
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
        Tasks = [new NewVeraTask("1", description)],
    };

    private static string Number(OrderKind kind, int run, int index) => string.Create(CultureInfo.InvariantCulture, $"{Letters[kind]}-{run}{index:00}");
}
