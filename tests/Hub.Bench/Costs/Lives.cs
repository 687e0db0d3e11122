using System.Diagnostics;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Setup;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Bench.Costs;

/// <summary>Lives of orders with an ERP that speaks VERA and a contractor that speaks DICO, each called by the hub.</summary>
internal sealed class Lives : IAsyncDisposable
{
    private const int PhotoBytes = 2_000_000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly StandInErp _erp = new("ERP", "erp");
    private readonly StandInDicoContractor _contractor = new("Contractor", "contractor", "8712345678906", DicoGeneration.C);
    private readonly BigPhoto _photo = BigPhoto.Make(1, PhotoBytes);
    private HubClient? _erpClient;
    private long _photos;

    /// <summary>Messages that the hub sent to the two partners so far.</summary>
    public int Received => _erp.Received.Count + _contractor.Received.Count;

    /// <summary>Registers both at the hub.</summary>
    public async Task MeetAsync(HubSetup setup, CancellationToken cancel)
    {
        await _erp.StartAsync(cancel: cancel);
        await _contractor.StartAsync(cancel: cancel);
        await setup.PutDwellingsAsync(Load.Dwellings(), cancel);
        _erpClient = await setup.ConnectAsync(_erp, cancel);
        await setup.ConnectAsync(_contractor, cancel);
    }

    /// <summary>Placed, accepted, done, agreed and closed.</summary>
    public async Task LightAsync(string number)
    {
        await PlaceAsync(Orders.Light, number);
        await ReportAsync(number, new OrderAccepted());
        await CloseAsync(number);
    }

    /// <summary>
    /// Placed with a photo; accepted; a visit; nobody at home; another visit; begun; two photos of the contractor; done, agreed and closed. The ERP looks at
    /// the order, at its life and at both photos.
    /// </summary>
    public async Task RealisticAsync(string number)
    {
        var morning = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(2).AddHours(8);
        TimeWindow Visit(int days) => new(morning.AddDays(days), morning.AddDays(days).AddHours(4));
        await PlaceAsync(Orders.Realistic, number);
        await ReportAsync(number, new OrderAccepted());
        await ReportAsync(number, new AppointmentMade(Visit(0)));
        await ReportAsync(number, new WorkInterrupted(InterruptionReason.NoAccess));
        await ReportAsync(number, new AppointmentMade(Visit(2)));
        await ReportAsync(number, new WorkStarted());
        foreach (var moment in (PhotoMoment[])[PhotoMoment.Before, PhotoMoment.After])
        {
            var picture = new MemoryStream(_photo.Length);
            foreach (var piece in _photo.Numbered(_photos++)) await picture.WriteAsync(piece);
            (await _contractor.AddPhotoAsync(number, $"{moment}", moment, picture.ToArray())).EnsureSuccess();
        }
        await CloseAsync(number);
        foreach (var path in (string[])["", "/timeline", "/photos", "/photos/Before?size=thumb", "/photos/After?size=thumb"])
            await _erpClient!.GetAsync($"api/v1/orders/{number}{path}", default);
    }

    /// <summary>The contractor brings so many photos of one order at once.</summary>
    /// <param name="number">The order; it is placed first.</param>
    /// <param name="count">How many photos.</param>
    /// <param name="bytes">Bytes of each.</param>
    public async Task BringAtOnceAsync(string number, int count, int bytes)
    {
        await PlaceAsync(Orders.Light, number);
        var photo = BigPhoto.Make(2, bytes);
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var picture = new MemoryStream(photo.Length);
            foreach (var piece in photo.Numbered(i)) await picture.WriteAsync(piece);
            (await _contractor.AddPhotoAsync(number, $"P{i}", PhotoMoment.After, picture.ToArray())).EnsureSuccess();
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _erp.DisposeAsync();
        await _contractor.DisposeAsync();
    }

    private async Task PlaceAsync(Orders orders, string number)
    {
        (await _erp.PlaceAsync(orders.Document(number))).EnsureSuccess();
        await WaitAsync($"the contractor to have {number}", c => _contractor.WaitForMessagesAsync(number, 0, c));
        await ErpAsync(number, 1);
    }

    private async Task ReportAsync(string number, OrderEvent fact)
    {
        var known = _erp.Order(number).Events.Count;
        (await _contractor.ReportAsync(number, fact)).EnsureSuccess();
        await ErpAsync(number, known + 1);
    }

    private async Task CloseAsync(string number)
    {
        await ReportAsync(number, new WorkCompleted(DateOnly.FromDateTime(DateTime.UtcNow)));
        // What follows by itself follows at once: the sample, or that nothing is left to check.
        await WaitAsync($"the ERP to hear what comes after {number} is done", c => _erp.WaitForOrderAsync(number, o => o.Status is "STE" or "FIN" or "AFG", c));
        if (_erp.Order(number).Status is "STE")
        {
            (await _erp.ApproveWorkAsync(number)).EnsureSuccess();
            await WaitAsync($"the ERP to have {number} agreed", c => _erp.WaitForOrderAsync(number, o => o.Status is "FIN" or "AFG", c));
        }
        if (_erp.Order(number).Status is "AFG") return;
        // Where the costs are not all agreed, the corporation takes them by closing.
        var known = _erp.Order(number).Events.Count;
        if ((await _contractor.ReportAsync(number, new OrderClosed())).IsSuccess) await ErpAsync(number, known + 1);
        else (await _erp.CloseAsync(number)).EnsureSuccess();
    }

    private Task ErpAsync(string number, int events) =>
        WaitAsync($"the ERP to hear {events} messages about {number}", c => _erp.WaitForOrderAsync(number, o => o.Events.Count >= events, c));

    private static async Task WaitAsync(string what, Func<CancellationToken, Task> wait)
    {
        using var patience = new CancellationTokenSource(LongestWait);
        try
        {
            await wait(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Waited in vain for {what}.", e);
        }
    }
}
