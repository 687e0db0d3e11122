using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>A step of a scenario did not have the expected result.</summary>
public sealed class DemoException(string message) : Exception(message);

/// <summary>The steps of a scenario for one order. Each step waits until the other side has received the message.</summary>
internal sealed class ScenarioSteps(DemoOrder order, StandInErp erp, DemoLog log, DemoOptions options, CancellationToken cancel)
{
    private readonly HashSet<PhotoMoment> _photographed = [];

    public string Number => order.Number;

    public NewVeraOrder NewOrder => order.NewOrder;

    public StandInErp Erp => erp;

    /// <summary>The contractor that has the order now.</summary>
    public IContractor Contractor { get; private set; } = order.First;

    public DateOnly Today => DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);

    /// <summary>A time window in the morning, some days from now.</summary>
    public TimeWindow Morning(int days)
    {
        var morning = new DateTimeOffset(options.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(7);
        return new TimeWindow(morning, morning.AddHours(4));
    }

    public void Note(string text) => log.WriteNote(Number, text);

    public Task PauseAsync(int times = 1) => options.Pause > TimeSpan.Zero ? Task.Delay(options.Pause * times, options.Clock, cancel) : Task.CompletedTask;

    /// <summary>The ERP places the order, without waiting for its contractor.</summary>
    public async Task PlaceWithoutWaitingAsync()
    {
        (await erp.PlaceAsync(NewOrder.ToJson(), cancel: cancel)).EnsureSuccess();
        await WaitForErpEventAsync(nameof(OrderAwarded));
    }

    /// <summary>The ERP places an order above a mandate and receives that it needs approval.</summary>
    public async Task PlaceAboveMandateAsync()
    {
        (await erp.PlaceAsync(NewOrder.ToJson(), cancel: cancel)).EnsureSuccess();
        await WaitForErpEventAsync(nameof(ApprovalRequired));
    }

    /// <summary>The ERP places the order and its contractor receives it.</summary>
    public async Task PlaceAsync()
    {
        await PlaceWithoutWaitingAsync();
        await WaitForMessagesAsync(Contractor, 0);
    }

    /// <summary>The contractor reports an event and the ERP receives it; nothing where the contractor's format has no message for it.</summary>
    public async Task ReportAsync(OrderEvent fact, int events = 1)
    {
        if (!Contractor.CanReport(fact)) return;
        await PauseAsync();
        var known = erp.Order(Number).Events.Count;
        (await Contractor.ReportAsync(Number, fact, cancel)).EnsureSuccess();
        await WithTimeoutAsync($"the ERP to receive {fact.Name}", c => erp.WaitForOrderAsync(Number, o => o.Events.Count >= known + events, c));
    }

    /// <summary>The contractor reports completion and the ERP receives the result under the contract: closed, work approved, or picked for a sample.</summary>
    public async Task CompleteAsync(IReadOnlyList<OrderLine>? costs = null)
    {
        if (NewOrder.Kind is OrderKind.Turnover) await AddPhotosAsync(PhotoMoment.Before, PhotoMoment.After);
        await ReportAsync(new WorkCompleted(Today, Lines: costs));
        await WaitForErpStatusAsync(NewOrder.Kind is OrderKind.Turnover ? ["TEC"] : ["AFG", "FIN", "STE"]);
    }

    /// <summary>The contractor uploads photos and the ERP receives an event for each new one.</summary>
    public async Task AddPhotosAsync(params PhotoMoment[] moments)
    {
        foreach (var moment in moments)
        {
            if (!_photographed.Add(moment)) continue;
            var known = erp.Order(Number).EventNames.Count(e => e is nameof(PhotoAdded));
            (await Contractor.AddPhotoAsync(Number, moment.ToString().ToLowerInvariant(), moment, WorkedExample.Photo(moment), cancel)).EnsureSuccess();
            await WithTimeoutAsync($"the ERP to receive the photo {moment}",
                c => erp.WaitForOrderAsync(Number, o => o.EventNames.Count(e => e is nameof(PhotoAdded)) > known, c));
        }
    }

    /// <summary>The order's status at the ERP.</summary>
    public string ErpStatus => erp.Order(Number).Status;

    /// <summary>Waits until the ERP has the order in one of these statuses.</summary>
    public Task WaitForErpStatusAsync(params string[] statuses) =>
        WithTimeoutAsync($"the ERP to have {string.Join(" or ", statuses)}", c => erp.WaitForOrderAsync(Number, o => statuses.Contains(o.Status), c));

    /// <summary>Waits until the ERP has received an event.</summary>
    public Task WaitForErpEventAsync(string name) =>
        WithTimeoutAsync($"the ERP to receive {name}", c => erp.WaitForOrderAsync(Number, o => o.EventNames.Contains(name), c));

    /// <summary>The contractor reports an event that the rules do not allow now.</summary>
    public async Task ReportRejectedAsync(OrderEvent fact)
    {
        await PauseAsync();
        var answer = await Contractor.ReportAsync(Number, fact, cancel);
        if (answer.Status != 409) throw new DemoException($"Expected the hub to reject {fact.Name} with 409; it answered {answer.Status}.");
        Note($"{StandInOptions.Hub} rejects that for now (409): a question is still open");
    }

    /// <summary>The ERP requests something that the mandate does not allow.</summary>
    public async Task ErpForbiddenAsync(Func<StandInErp, CancellationToken, Task<HubAnswer>> act, string why)
    {
        await PauseAsync();
        var answer = await act(erp, cancel);
        if (answer.Status != 403) throw new DemoException($"Expected the hub to reject the request with 403; it answered {answer.Status}.");
        Note($"{StandInOptions.Hub} rejects that (403): {why}");
    }

    /// <summary>The contractor sends its last message again; the hub gives the same answer and delivers nothing.</summary>
    public async Task ResendLastAsync()
    {
        await PauseAsync();
        var answer = (await Contractor.ResendLastAsync(Number, cancel)).EnsureSuccess();
        Note($"{StandInOptions.Hub} answers {answer.Status} as the first time and delivers nothing again");
    }

    /// <summary>The ERP sends a message, and the contractor receives it where its format has a message for it.</summary>
    public async Task ErpAsync(Func<StandInErp, CancellationToken, Task<HubAnswer>> act, bool contractorReceives = true)
    {
        await PauseAsync();
        var known = Contractor.ReceivedFor(Number).Count;
        (await act(erp, cancel)).EnsureSuccess();
        if (contractorReceives) await WaitForMessagesAsync(Contractor, known);
    }

    /// <summary>The order goes to another contractor.</summary>
    public async Task ReassignAsync(IContractor next)
    {
        await WaitForMessagesAsync(next, 0);
        Contractor = next;
    }

    /// <summary>Waits until a contractor has received more than <paramref name="known"/> messages about the order.</summary>
    public Task WaitForMessagesAsync(IContractor contractor, int known) =>
        WithTimeoutAsync($"{contractor.Name} to receive the order", c => contractor.WaitForMessagesAsync(Number, known, c));

    private async Task WithTimeoutAsync(string what, Func<CancellationToken, Task> wait)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DemoException($"waited {options.Timeout.TotalSeconds:0} s for {what}");
        }
    }
}
