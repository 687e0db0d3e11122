using System.Text.Json.Nodes;

namespace Hub.Demo.Erp;

/// <summary>An event of an order that the ERP received.</summary>
/// <param name="Reference">Identity of the message (X-Stuurgegevens-Referentienummer).</param>
/// <param name="Name">The event's name, from the extra attribute <c>gebeurtenis</c>; empty where the message has none.</param>
/// <param name="Status">The order's status in it, a code of ONDERHOUDSORDERSTATUS.</param>
/// <param name="Explanation">The extra attribute <c>toelichting</c>.</param>
/// <param name="Method">PATCH, or PUT where the ERP lacks it.</param>
/// <param name="Body">The message.</param>
public sealed record ErpEvent(string Reference, string Name, string Status, string? Explanation, string Method, JsonObject Body);

/// <summary>An order at the ERP.</summary>
/// <param name="Number">The order number.</param>
/// <param name="Status">Its status, a code of ONDERHOUDSORDERSTATUS: last received, or last set by the ERP itself.</param>
/// <param name="Document">The document that a GET returns: the placed order, merged with the received messages.</param>
/// <param name="Events">The received events, each message once.</param>
/// <param name="Repeats">Number of duplicates received.</param>
public sealed record ErpOrder(string Number, string Status, JsonObject Document, IReadOnlyList<ErpEvent> Events, int Repeats)
{
    /// <summary>The status before extra work was requested: approving or declining it returns the order to this status.</summary>
    public string WorkingStatus => Events.LastOrDefault(e => e.Status != "WOG")?.Status ?? Status;

    /// <summary>The names of the received events.</summary>
    public IEnumerable<string> EventNames => Events.Select(e => e.Name);
}
