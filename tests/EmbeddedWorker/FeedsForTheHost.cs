using Hub.Embedded.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions;

/// <summary>
/// What Service Bus and Cosmos DB would hand to the Functions host, on the worker's own HTTP address, which only the host knows: <c>/feeds/signals</c> and
/// <c>/feeds/{container}?after=</c>. Each waits until there is something to give.
/// </summary>
internal sealed class FeedsForTheHost(PendingSignals signals, SqliteEventLog log, SqliteDeliveryFigures deliveries) : IStartupFilter
{
    private const int MaxChanges = 200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/feeds/signals", feed => feed.Run(async http => await http.Response.WriteAsJsonAsync(await signals.TakeAsync(http.RequestAborted))));
        app.Map("/feeds/streams", feed => feed.Run(GiveChangesAsync));
        app.Map("/feeds/deliveries", feed => feed.Run(GiveDeliveriesAsync));
        next(app);
    };

    private static long After(HttpContext http) => long.Parse(http.Request.Query["after"]!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task GiveDeliveriesAsync(HttpContext http)
    {
        var after = After(http);
        while (deliveries.LastChange() <= after) await Task.Delay(BetweenLooks, http.RequestAborted);
        var changes = deliveries.ReadChanges(after, MaxChanges);
        await http.Response.WriteAsJsonAsync(new { Position = changes[^1].Number, Changes = changes.Select(c => c.Change) });
    }

    private async Task GiveChangesAsync(HttpContext http)
    {
        var after = After(http);
        await log.WaitAsync(after, http.RequestAborted);
        var page = log.ReadChanges(after, MaxChanges);
        await http.Response.WriteAsJsonAsync(new { page.Position, page.Changes });
    }
}
