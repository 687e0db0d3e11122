using System.Text.Json.Nodes;
using Hub.Core.Orders;
using Hub.Core.Partners;
using Hub.Simulator.Contractors;
using Hub.Simulator.Erp;
using Hub.Simulator.Servers;

namespace Hub.Simulator.Demonstration;

/// <summary>What can happen to an order, each a short story.</summary>
internal static class Lives
{
    private static readonly OrderLine[] MoreWork =
        [new() { Number = "101", Description = "Onderliggend hout vervangen", Quantity = 2, Unit = "MTR", Price = 48.5m }];

    public static async Task Straight(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await FinishAsync(s);
    }

    public static async Task StillPlanned(Scene s) => await PlanAsync(s);

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
        await s.TellAsync(new ExtraWorkRequested("Hout is aangetast", MoreWork));
        await s.ErpAsync((erp, cancel) => erp.ApproveExtraWorkAsync(s.Number, "Akkoord", cancel));
        await FinishAsync(s);
    }

    public static async Task ExtraWorkDeclined(Scene s)
    {
        await PlanAsync(s);
        await s.TellAsync(new WorkStarted());
        await s.TellAsync(new ExtraWorkRequested("Tegels kunnen ook vervangen", MoreWork));
        await s.ErpAsync((erp, cancel) => erp.DeclineExtraWorkAsync(s.Number, "Gaat mee in planmatig onderhoud", cancel));
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
        await s.TellAsync(new WorkCompleted(s.Today));
        // Generation A has no code for what the corporation then agrees to.
        await s.ErpAsync((erp, cancel) => erp.AgreeAsync(s.Number, cancel: cancel), s.Contractor is not StandInDicoContractor { Generation: DicoGeneration.A });
        if (s.Contractor.Speaks(new OrderClosed())) await s.TellAsync(new OrderClosed());
        else await s.ErpAsync((erp, cancel) => erp.CloseAsync(s.Number, cancel: cancel), contractorHears: false);
    }
}
