using Hub.Embedded.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions;

/// <summary>
/// What Service Bus and Cosmos DB would hand to the Functions host, on the worker's own HTTP address, which only the host knows: <c>/feeds/signals</c> and
/// <c>/feeds/changes?after=</c>. Each waits until there is something to give.
/// </summary>
internal sealed class FeedsForTheHost(PendingSignals signals, SqliteEventLog log) : IStartupFilter
{
    private const int MaxChanges = 200;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/feeds/signals", feed => feed.Run(async http => await http.Response.WriteAsJsonAsync(await signals.TakeAsync(http.RequestAborted))));
        app.Map("/feeds/changes", feed => feed.Run(GiveChangesAsync));
        next(app);
    };

    private async Task GiveChangesAsync(HttpContext http)
    {
        var after = long.Parse(http.Request.Query["after"]!, System.Globalization.CultureInfo.InvariantCulture);
        await log.WaitAsync(after, http.RequestAborted);
        var page = log.ReadChanges(after, MaxChanges);
        await http.Response.WriteAsJsonAsync(new { page.Position, page.Changes });
    }
}
