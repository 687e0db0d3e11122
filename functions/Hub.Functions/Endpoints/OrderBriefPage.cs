using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Pages;
using Hub.Functions.Pages;

namespace Hub.Functions.Endpoints;

/// <summary>The page that tells how an order stands, in its fewest words.</summary>
internal static class OrderBriefPage
{
    private static readonly Dictionary<OrderStatus, string> Statuses = new()
    {
        [OrderStatus.Registered] = "Ontvangen, nog niet gegund",
        [OrderStatus.AwaitingApproval] = "Wacht op akkoord",
        [OrderStatus.Quoting] = "Offerte gevraagd",
        [OrderStatus.Awarded] = "Gegund",
        [OrderStatus.Planned] = "Gepland",
        [OrderStatus.InProgress] = "In uitvoering",
        [OrderStatus.TechnicallyComplete] = "Technisch gereed",
        [OrderStatus.InSample] = "In de steekproef",
        [OrderStatus.Settling] = "Wordt financieel afgehandeld",
        [OrderStatus.Closed] = "Afgesloten",
        [OrderStatus.Cancelled] = "Geannuleerd",
    };

    private static readonly Dictionary<OrderKind, string> Kinds = new()
    {
        [OrderKind.Repair] = "Reparatie", [OrderKind.Turnover] = "Mutatie", [OrderKind.Inspection] = "Inspectie",
    };

    public static Page Of(Order order) => new($"Opdracht {order.Content.Number}", Html.Of($"""
        <dl>
        <dt>Soort</dt><dd>{Kinds[order.Content.Kind]}</dd>
        <dt>Stand</dt><dd>{Statuses[order.Status]}</dd>
        </dl>
        """));
}
