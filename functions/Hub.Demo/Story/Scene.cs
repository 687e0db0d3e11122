using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Demo.Story;

/// <summary>Something in an order's life did not come about.</summary>
public sealed class DemoException(string message) : Exception(message);

/// <summary>The life of one order, step by step: each step is said, and the next one waits until the other side has heard it.</summary>
internal sealed class Scene(DemoOrder order, StandInErp erp, DemoLog log, DemoOptions options, CancellationToken cancel)
{
    private readonly HashSet<PhotoMoment> _photographed = [];

    public string Number => order.Number;

    public VeraOrderDraft Draft => order.Draft;

    public StandInErp Erp => erp;

    /// <summary>Who has the order now.</summary>
    public IContractor Contractor { get; private set; } = order.First;

    public DateOnly Today => DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);

    /// <summary>A visit in the morning, some days from now.</summary>
    public TimeWindow Morning(int days)
    {
        var morning = new DateTimeOffset(options.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(7);
        return new TimeWindow(morning, morning.AddHours(4));
    }

    public void Note(string text) => log.Note(Number, text);

    public Task PauseAsync(int times = 1) => options.Pause > TimeSpan.Zero ? Task.Delay(options.Pause * times, options.Clock, cancel) : Task.CompletedTask;

    /// <summary>The ERP places the order, without waiting for its contractor.</summary>
    public async Task PlaceOnlyAsync()
    {
        (await erp.PlaceAsync(Draft.ToJson(), cancel: cancel)).Required();
        await UntilErpHeardAsync(nameof(OrderAwarded));
    }

    /// <summary>The ERP places an order above a mandate, and hears that it waits.</summary>
    public async Task PlaceAboveMandateAsync()
    {
        (await erp.PlaceAsync(Draft.ToJson(), cancel: cancel)).Required();
        await UntilErpHeardAsync(nameof(ApprovalRequired));
    }

    /// <summary>The ERP places the order, and its contractor gets it.</summary>
    public async Task PlaceAsync()
    {
        await PlaceOnlyAsync();
        await HearsAsync(Contractor, 0);
    }

    /// <summary>The contractor tells a fact and the ERP hears it; nothing where the contractor's language has no message for it.</summary>
    public async Task TellAsync(OrderEvent fact, int news = 1)
    {
        if (!Contractor.Speaks(fact)) return;
        await PauseAsync();
        var known = erp.Order(Number).Events.Count;
        (await Contractor.TellAsync(Number, fact, cancel)).Required();
        await WithinAsync($"the ERP to hear {fact.Name}", c => erp.WaitForOrderAsync(Number, o => o.Events.Count >= known + news, c));
    }

    /// <summary>The contractor says done, and the ERP hears what the hub makes of it by the contract: closed, agreed, or picked for a check.</summary>
    public async Task CompleteAsync(IReadOnlyList<OrderLine>? costs = null)
    {
        if (Draft.Kind is OrderKind.Turnover) await PhotographAsync(PhotoMoment.Before, PhotoMoment.After);
        await TellAsync(new WorkCompleted(Today, Lines: costs));
        await UntilErpHasAsync(Draft.Kind is OrderKind.Turnover ? ["TEC"] : ["AFG", "FIN", "STE"]);
    }

    /// <summary>The contractor shows what it found and made, and the ERP hears of each photo; of one that it has already it hears nothing.</summary>
    public async Task PhotographAsync(params PhotoMoment[] moments)
    {
        foreach (var moment in moments)
        {
            if (!_photographed.Add(moment)) continue;
            var known = erp.Order(Number).Heard.Count(e => e is nameof(PhotoAdded));
            (await Contractor.AddPhotoAsync(Number, moment.ToString().ToLowerInvariant(), moment, WorkedExample.Photo(moment), cancel)).Required();
            await WithinAsync($"the ERP to hear of the photo {moment}", c => erp.WaitForOrderAsync(Number, o => o.Heard.Count(e => e is nameof(PhotoAdded)) > known, c));
        }
    }

    /// <summary>The order's status at the ERP.</summary>
    public string AtErp => erp.Order(Number).Status;

    /// <summary>Waits until the ERP has the order in one of these statuses.</summary>
    public Task UntilErpHasAsync(params string[] statuses) =>
        WithinAsync($"the ERP to have {string.Join(" or ", statuses)}", c => erp.WaitForOrderAsync(Number, o => statuses.Contains(o.Status), c));

    /// <summary>Waits until the ERP has heard of an event.</summary>
    public Task UntilErpHeardAsync(string name) => WithinAsync($"the ERP to hear {name}", c => erp.WaitForOrderAsync(Number, o => o.Heard.Contains(name), c));

    /// <summary>The contractor tells a fact that the rules do not allow now.</summary>
    public async Task TellInVainAsync(OrderEvent fact)
    {
        await PauseAsync();
        var answer = await Contractor.TellAsync(Number, fact, cancel);
        if (answer.Status != 409) throw new DemoException($"The hub should have refused {fact.Name} with 409 and answered {answer.Status}.");
        Note($"{StandInOptions.Hub} refuses that for now (409): something still waits for an answer");
    }

    /// <summary>The ERP asks something that a mandate does not allow.</summary>
    public async Task ErpInVainAsync(Func<StandInErp, CancellationToken, Task<HubAnswer>> act, string why)
    {
        await PauseAsync();
        var answer = await act(erp, cancel);
        if (answer.Status != 403) throw new DemoException($"The hub should have refused it with 403 and answered {answer.Status}.");
        Note($"{StandInOptions.Hub} refuses that (403): {why}");
    }

    /// <summary>The contractor sends its last message once more, and nobody hears it again.</summary>
    public async Task SayAgainAsync()
    {
        await PauseAsync();
        var answer = (await Contractor.SayAgainAsync(Number, cancel)).Required();
        Note($"{StandInOptions.Hub} answers {answer.Status} as the first time, and tells nobody again");
    }

    /// <summary>The ERP does something, and the contractor hears it where its language has a message for it.</summary>
    public async Task ErpAsync(Func<StandInErp, CancellationToken, Task<HubAnswer>> act, bool contractorHears = true)
    {
        await PauseAsync();
        var known = Contractor.HeardAbout(Number).Count;
        (await act(erp, cancel)).Required();
        if (contractorHears) await HearsAsync(Contractor, known);
    }

    /// <summary>The order is with somebody else now.</summary>
    public async Task PassToAsync(IContractor next)
    {
        await HearsAsync(next, 0);
        Contractor = next;
    }

    /// <summary>A contractor hears more about the order than it knows.</summary>
    public Task HearsAsync(IContractor contractor, int known) =>
        WithinAsync($"{contractor.Name} to hear of the order", c => contractor.WaitForNewsAsync(Number, known, c));

    private async Task WithinAsync(string what, Func<CancellationToken, Task> wait)
    {
        using var patience = new CancellationTokenSource(options.Patience, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DemoException($"waited {options.Patience.TotalSeconds:0} s for {what}");
        }
    }
}
