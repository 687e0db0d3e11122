using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Servers;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>The scenarios of the demo, one method each.</summary>
internal static class OrderScenarios
{
    // Roles of the worked example: see Example/contract.json.
    private const string LettingAgent = "verhuurmakelaar";
    private const string Inspector = "opzichter";

    private static readonly OrderLine[] SmallExtraWork =
        [new() { Number = "101", Description = "Balklaag herstellen", PriceCode = "E-200", Quantity = 2, Unit = "MTR" }];

    private static readonly OrderLine[] LargeExtraWork =
        [new() { Number = "101", Description = "Wandtegels vervangen", PriceCode = "E-210", Quantity = 20, Unit = "MTK" }];

    public static async Task Straightforward(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task NoAccess(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkInterrupted(InterruptionReason.NoAccess, "Kaartje achtergelaten"));
        await s.ReportAsync(new AppointmentMade(s.Morning(days: 4)));
        await s.ReportAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task Refused(ScenarioSteps s, IContractor next)
    {
        await s.PlaceAsync();
        // The ERP receives the refusal and the award to the next contractor.
        await s.ReportAsync(new OrderRefused("Geen capaciteit deze week"), events: 2);
        await s.ReassignAsync(next);
        await AcceptAsync(s);
        await s.ReportAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task ExtraWorkApproved(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await s.ReportAsync(new ExtraWorkRequested("Tegelwerk is aangetast", LargeExtraWork));
        await s.ErpForbiddenAsync((erp, cancel) => erp.ApproveExtraWorkAsync(s.Number, "Akkoord", LettingAgent, cancel),
            $"it is above the mandate of the {LettingAgent}");
        await s.ErpAsync((erp, cancel) => erp.ApproveExtraWorkAsync(s.Number, "Akkoord", Inspector, cancel));
        await s.ReportAsync(new OrderAccepted("Meerwerk gezien"));
        await FinishAsync(s);
    }

    public static async Task ExtraWorkWithinMandate(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        // The ERP receives the request and the hub's automatic approval.
        await s.ReportAsync(new ExtraWorkRequested("Hout is aangetast", SmallExtraWork), events: 2);
        await FinishAsync(s);
    }

    public static async Task AboveMandate(ScenarioSteps s)
    {
        await s.PlaceAboveMandateAsync();
        s.Note($"{StandInOptions.Hub} holds it: above the mandate of the {LettingAgent}");
        await s.ErpForbiddenAsync((erp, cancel) => erp.ApproveAsync(s.Number, "Akkoord", LettingAgent, cancel),
            $"the {LettingAgent} may not decide on so much");
        await s.ErpAsync((erp, cancel) => erp.ApproveAsync(s.Number, "Akkoord", Inspector, cancel));
        await AcceptAsync(s);
    }

    public static async Task CostsCorrected(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        var known = s.Contractor.ReceivedFor(s.Number).Count;
        await s.CompleteAsync([Door(price: 310m)]);
        await InspectAsync(s);
        await s.WaitForErpEventAsync(nameof(CostsDiffer));
        s.Note($"{StandInOptions.Hub} names the difference to both sides: the door was agreed at EUR 265.00");
        // The approval of the work, and the difference in costs.
        await s.WaitForMessagesAsync(s.Contractor, known + 1);
        await s.ReportAsync(new WorkCompleted(s.Today, Lines: [Door(price: 265m)]));
        await s.ReportAsync(new OrderClosed());

        static OrderLine Door(decimal price) => new() { Number = "1", Description = "Binnendeur vervangen", PriceCode = "E-230", Unit = "PCE", Price = price };
    }

    public static async Task TurnoverReworked(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ErpAsync((erp, cancel) => erp.ReportKeysReceivedAsync(s.Number, s.Today, cancel));
        await s.ReportAsync(new WorkStarted());
        await s.CompleteAsync();
        await s.ErpAsync((erp, cancel) => erp.FailInspectionAsync(s.Number, "Schilderwerk trapgat niet dekkend", cancel));
        s.Note("the rework is at the contractor's cost");
        await FinishAsync(s);
    }

    public static async Task ExtraWorkDeclined(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await s.ReportAsync(new ExtraWorkRequested("Tegels kunnen ook vervangen", LargeExtraWork));
        await s.ErpAsync((erp, cancel) => erp.DeclineExtraWorkAsync(s.Number, "Gaat mee in planmatig onderhoud", Inspector, cancel));
        await FinishAsync(s);
    }

    public static async Task Question(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await s.ReportAsync(new ResponseRequired("Welke kleur moet het worden?"));
        await s.ReportRejectedAsync(new WorkCompleted(s.Today));
        await s.ErpAsync((erp, cancel) => erp.AnswerAsync(s.Number, "Wit, als in de rest van de woning", cancel));
        await FinishAsync(s);
    }

    public static async Task Cancelled(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ErpAsync((erp, cancel) => erp.CancelAsync(s.Number, "Bewoner heeft het zelf verholpen", cancel));
    }

    public static async Task Amended(ScenarioSteps s)
    {
        await PlanAsync(s);
        NewVeraTask[] tasks = [.. s.NewOrder.Tasks, new NewVeraTask("2", "Sauswerk plafond")];
        var changes = new JsonObject { ["onderhoudstaken"] = (s.NewOrder with { Tasks = tasks }).ToJson()["onderhoudstaken"]!.DeepClone() };
        await s.ErpAsync((erp, cancel) => erp.AmendAsync(s.Number, changes, cancel: cancel));
        await s.ReportAsync(new OrderAccepted("Akkoord met de wijziging"));
        await s.ReportAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task TemporarilyRestored(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await s.ReportAsync(new TemporarilyRestored("Zeil gespannen, dakpannen besteld"));
        await s.ReportAsync(new WorkInterrupted(InterruptionReason.Material));
    }

    public static async Task RepeatedMessage(ScenarioSteps s)
    {
        await PlanAsync(s);
        await s.ReportAsync(new WorkStarted());
        await s.ResendLastAsync();
        await FinishAsync(s);
        if (s.Erp.Order(s.Number).EventNames.Count(e => e == nameof(WorkStarted)) != 1)
            throw new DemoException("the ERP should have received WorkStarted once");
    }

    public static async Task SystemDown(ScenarioSteps s, StandInServer system)
    {
        await system.SetBehaviourAsync(new Behaviour.Down());
        s.Note($"{system.Name} is down: it refuses connections");
        await s.PlaceWithoutWaitingAsync();
        var remark = new JsonObject { ["omschrijving"] = $"{s.NewOrder.Description}, tweede trap links" };
        await s.ErpAsync((erp, cancel) => erp.AmendAsync(s.Number, remark, cancel: cancel), contractorReceives: false);
        await s.PauseAsync(times: 5);
        await system.SetBehaviourAsync(new Behaviour.Healthy());
        s.Note($"{system.Name} is up again; the hub retries within seconds, in order");
        // The award, and after it the amendment.
        await s.WaitForMessagesAsync(s.Contractor, 1);
        await AcceptAsync(s);
        await s.ReportAsync(new WorkStarted());
        await FinishAsync(s);
    }

    private static async Task PlanAsync(ScenarioSteps s)
    {
        await s.PlaceAsync();
        await AcceptAsync(s);
    }

    private static async Task AcceptAsync(ScenarioSteps s)
    {
        await s.ReportAsync(new OrderAccepted());
        await s.ReportAsync(new AppointmentMade(s.Morning(days: 2)));
    }

    private static async Task FinishAsync(ScenarioSteps s)
    {
        await s.CompleteAsync();
        if (await InspectAsync(s))
        {
            if (s.NewOrder is { Kind: OrderKind.Repair, Agreement: AgreementMethod.LumpSum }
                && !s.Erp.Order(s.Number).EventNames.Contains(nameof(ExtraWorkApproved)))
                await s.WaitForErpStatusAsync("AFG");
        }
        if (s.ErpStatus is "AFG") return;
        if (s.Contractor.CanReport(new OrderClosed())) await s.ReportAsync(new OrderClosed());
        else await s.ErpAsync((erp, cancel) => erp.CloseAsync(s.Number, cancel: cancel), contractorReceives: false);
        await s.WaitForErpStatusAsync("AFG");
    }

    // Only where the order is in the sample or is a turnover; the sample is a function of the order number.
    private static async Task<bool> InspectAsync(ScenarioSteps s)
    {
        if (s.ErpStatus is not ("STE" or "TEC")) return false;
        s.Note(s.ErpStatus is "STE" ? "picked for the sample: the inspector checks it" : "the inspector holds the final inspection");
        // Generation A has no code for the corporation's approval.
        await s.ErpAsync((erp, cancel) => erp.ApproveWorkAsync(s.Number, cancel: cancel),
            s.Contractor is not StandInDicoContractor { Generation: DicoGeneration.A });
        return true;
    }
}
