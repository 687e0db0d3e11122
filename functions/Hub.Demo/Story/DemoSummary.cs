using System.Text.Json.Nodes;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.Formats.Vera.Codes;

namespace Hub.Demo.Story;

/// <summary>Compares each order at the hub with the same order at the ERP.</summary>
internal sealed class DemoSummary(HubClient hub, StandInErp erp, DemoLog log, DemoOptions options)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private const int MaxPolls = 50;

    private sealed record Row(DemoOrder Order, string? Kind, string? Contractor, string? AtHub, string? CodeAtHub, string AtErp)
    {
        public bool Agrees => CodeAtHub == AtErp && Contractor == Order.Last.PartnerId;
    }

    /// <summary>Prints the table; true where both agree on every order.</summary>
    public async Task<bool> PrintAsync(IReadOnlyList<DemoOrder> orders, CancellationToken cancel)
    {
        var rows = await RowsAsync(orders, cancel);
        log.WriteLine("");
        log.WriteLine($"{"order",-8} {"kind",-11} {"contractor",-20} {"at the hub",-21} {"at the ERP",-11}");
        foreach (var row in rows)
            log.WriteLine($"{row.Order.Number,-8} {row.Kind,-11} {row.Contractor,-20} {row.AtHub + " " + row.CodeAtHub,-21} {row.AtErp,-11}"
                + $"{(row.Agrees ? "" : "<- DIFFERS")}");
        foreach (var row in rows.Where(r => !r.Agrees))
            log.WriteLine($"{row.Order.Number}: the hub has {row.CodeAtHub ?? "nothing"} at {row.Contractor ?? "nobody"}, "
                + $"the ERP has {row.AtErp} and expects {row.Order.Last.PartnerId}.");
        var agree = rows.All(r => r.Agrees);
        log.WriteLine(agree ? $"Hub and ERP agree on all {rows.Count} orders." : "Hub and ERP DO NOT agree.");
        return agree;
    }

    // The list is eventually consistent with the event log, and partners get no signal when it is up to date.
    private async Task<IReadOnlyList<Row>> RowsAsync(IReadOnlyList<DemoOrder> orders, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(PollInterval, options.Clock);
        for (var look = 1; ; look++)
        {
            var listed = await ListAsync(orders, cancel);
            List<Row> rows = [.. orders.Select(o => RowOf(o, listed.GetValueOrDefault(o.Number)))];
            if (look == MaxPolls || rows.All(r => r.Agrees)) return rows;
            await timer.WaitForNextTickAsync(cancel);
        }
    }

    private Row RowOf(DemoOrder order, JsonObject? listed)
    {
        var status = (string?)listed?["status"];
        var code = Enum.TryParse<OrderStatus>(status, ignoreCase: true, out var parsed) ? CodeMaps.Statuses.Rows.First(r => r.Value == parsed).Code : null;
        return new Row(order, (string?)listed?["kind"], (string?)listed?["contractor"], status, code,
            erp.AllOrders.FirstOrDefault(o => o.Number == order.Number)?.Status ?? "");
    }

    private async Task<Dictionary<string, JsonObject>> ListAsync(IReadOnlyList<DemoOrder> orders, CancellationToken cancel)
    {
        var wanted = orders.Select(o => o.Number).ToHashSet();
        var found = new Dictionary<string, JsonObject>();
        string? cursor = null;
        do
        {
            var path = $"api/v1/orders?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            var page = JsonNode.Parse((await hub.GetAsync(path, cancel)).EnsureSuccess().Body)!;
            foreach (var order in page["orders"]!.AsArray())
                if (wanted.Contains((string)order!["number"]!)) found[(string)order["number"]!] = order.AsObject();
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null && found.Count < wanted.Count);
        return found;
    }
}
