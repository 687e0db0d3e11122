using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Servers;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>What can happen to an order, each a short story.</summary>
internal static class Lives
{
    // Roles of the worked example: see Example/contract.json.
    private const string LettingAgent = "verhuurmakelaar";
    private const string Inspector = "opzichter";

    private static readonly OrderLine[] LittleMoreWork = [new() { Number = "101", Description = "Balklaag herstellen", PriceCode = "E-200", Quantity = 2, Unit = "MTR" }];

    private static readonly OrderLine[] MuchMoreWork =
        [new() { Number = "101", Description = "Wandtegels vervangen", PriceCode = "E-210", Quantity = 20, Unit = "MTK" }];

    public static async Task Straight(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task NobodyHome(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkInterrupted(InterruptionReason.NoAccess, "Kaartje achtergelaten"));
        await s.TellAsync(new AppointmentMade(s.Morning(days: 4)));
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task Refused(Scene s, IContractor next)
    {
        await s.PlaceAsync();
        // The ERP hears of the refusal, and of the award to the next.
        await s.TellAsync(new OrderRefused("Geen capaciteit deze week"), news: 2);
        await s.PassToAsync(next);
        await AcceptAsync(s);
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task ExtraWorkApproved(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.TellAsync(new ExtraWorkRequested("Tegelwerk is aangetast", MuchMoreWork));
        await s.ErpInVainAsync((erp, cancel) => erp.ApproveExtraWorkAsync(s.Number, "Akkoord", LettingAgent, cancel), $"it is above the mandate of the {LettingAgent}");
        await s.ErpAsync((erp, cancel) => erp.ApproveExtraWorkAsync(s.Number, "Akkoord", Inspector, cancel));
        await s.TellAsync(new OrderAccepted("Meerwerk gezien"));
        await FinishAsync(s);
    }

    public static async Task ExtraWorkWithinMandate(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        // The ERP hears what was asked, and that the hub applied it at once.
        await s.TellAsync(new ExtraWorkRequested("Hout is aangetast", LittleMoreWork), news: 2);
        await FinishAsync(s);
    }

    public static async Task AboveMandate(Scene s)
    {
        await s.PlaceAboveMandateAsync();
        s.Note($"{StandInOptions.Hub} holds it: above the mandate of the {LettingAgent}");
        await s.ErpInVainAsync((erp, cancel) => erp.ApproveAsync(s.Number, "Akkoord", LettingAgent, cancel), $"the {LettingAgent} may not decide on so much");
        await s.ErpAsync((erp, cancel) => erp.ApproveAsync(s.Number, "Akkoord", Inspector, cancel));
        await AcceptAsync(s);
    }

    public static async Task CostsMended(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        var known = s.Contractor.HeardAbout(s.Number).Count;
        await s.CompleteAsync([Door(price: 310m)]);
        await InspectAsync(s);
        await s.UntilErpHeardAsync(nameof(CostsDiffer));
        s.Note($"{StandInOptions.Hub} names the difference to both sides: the door was agreed at EUR 265.00");
        // That the work is agreed, and what differs.
        await s.HearsAsync(s.Contractor, known + 1);
        await s.TellAsync(new WorkCompleted(s.Today, Lines: [Door(price: 265m)]));
        await s.TellAsync(new OrderClosed());

        static OrderLine Door(decimal price) => new() { Number = "1", Description = "Binnendeur vervangen", PriceCode = "E-230", Unit = "PCE", Price = price };
    }

    public static async Task TurnoverReworked(Scene s)
    {
        await PlanAsync(s);
        await s.ErpAsync((erp, cancel) => erp.TellKeysAsync(s.Number, s.Today, cancel));
        await s.TellAsync(new WorkStarted());
        await s.CompleteAsync();
        await s.ErpAsync((erp, cancel) => erp.FailInspectionAsync(s.Number, "Schilderwerk trapgat niet dekkend", cancel));
        s.Note("the rework is at the contractor's cost");
        await FinishAsync(s);
    }

    public static async Task ExtraWorkDeclined(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.TellAsync(new ExtraWorkRequested("Tegels kunnen ook vervangen", MuchMoreWork));
        await s.ErpAsync((erp, cancel) => erp.DeclineExtraWorkAsync(s.Number, "Gaat mee in planmatig onderhoud", Inspector, cancel));
        await FinishAsync(s);
    }

    public static async Task Question(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.TellAsync(new ResponseRequired("Welke kleur moet het worden?"));
        await s.TellInVainAsync(new WorkCompleted(s.Today));
        await s.ErpAsync((erp, cancel) => erp.AnswerAsync(s.Number, "Wit, als in de rest van de woning", cancel));
        await FinishAsync(s);
    }

    public static async Task Cancelled(Scene s)
    {
        await PlanAsync(s);
        await s.ErpAsync((erp, cancel) => erp.CancelAsync(s.Number, "Bewoner heeft het zelf verholpen", cancel));
    }

    public static async Task Amended(Scene s)
    {
        await PlanAsync(s);
        VeraTaskDraft[] tasks = [.. s.Draft.Tasks, new VeraTaskDraft("2", "Sauswerk plafond")];
        var changes = new JsonObject { ["onderhoudstaken"] = (s.Draft with { Tasks = tasks }).ToJson()["onderhoudstaken"]!.DeepClone() };
        await s.ErpAsync((erp, cancel) => erp.AmendAsync(s.Number, changes, cancel: cancel));
        await s.TellAsync(new OrderAccepted("Akkoord met de wijziging"));
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task TemporarilyRestored(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.TellAsync(new TemporarilyRestored("Zeil gespannen, dakpannen besteld"));
        await s.TellAsync(new WorkInterrupted(InterruptionReason.Material));
    }

    public static async Task SaidTwice(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.SayAgainAsync();
        await FinishAsync(s);
        if (s.Erp.Order(s.Number).Heard.Count(e => e == nameof(WorkStarted)) != 1)
            throw new DemoException("the ERP should have heard once that work started");
    }

    public static async Task SystemDown(Scene s, StandInServer system)
    {
        await system.BehaveAsync(new Behaviour.Down());
        s.Note($"{system.Name} goes down: it refuses connections");
        await s.PlaceOnlyAsync();
        var remark = new JsonObject { ["omschrijving"] = $"{s.Draft.Description}, tweede trap links" };
        await s.ErpAsync((erp, cancel) => erp.AmendAsync(s.Number, remark, cancel: cancel), contractorHears: false);
        await s.PauseAsync(times: 5);
        await system.BehaveAsync(new Behaviour.Healthy());
        s.Note($"{system.Name} is up again; the hub tries again within seconds, and in order");
        // The award, and after it the amendment.
        await s.HearsAsync(s.Contractor, 1);
        await AcceptAsync(s);
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    private static async Task PlanAsync(Scene s)
    {
        await s.PlaceAsync();
        await AcceptAsync(s);
    }

    private static async Task AcceptAsync(Scene s)
    {
        await s.TellAsync(new OrderAccepted());
        await s.TellAsync(new AppointmentMade(s.Morning(days: 2)));
    }

    private static async Task FinishAsync(Scene s)
    {
        await s.CompleteAsync();
        if (await InspectAsync(s))
        {
            if (s.Draft is { Kind: OrderKind.Repair, Agreement: AgreementMethod.LumpSum } && !s.Erp.Order(s.Number).Heard.Contains(nameof(ExtraWorkApproved)))
                await s.UntilErpHasAsync("AFG");
        }
        if (s.AtErp is "AFG") return;
        if (s.Contractor.Speaks(new OrderClosed())) await s.TellAsync(new OrderClosed());
        else await s.ErpAsync((erp, cancel) => erp.CloseAsync(s.Number, cancel: cancel), contractorHears: false);
        await s.UntilErpHasAsync("AFG");
    }

    // Where the order was picked for a check, or is a turnover; which orders are picked follows from their numbers.
    private static async Task<bool> InspectAsync(Scene s)
    {
        if (s.AtErp is not ("STE" or "TEC")) return false;
        s.Note(s.AtErp is "STE" ? "picked for a check: the inspector looks" : "the inspector holds the final inspection");
        // Generation A has no code for what the corporation agrees to.
        await s.ErpAsync((erp, cancel) => erp.AgreeAsync(s.Number, cancel: cancel), s.Contractor is not StandInDicoContractor { Generation: DicoGeneration.A });
        return true;
    }
}
