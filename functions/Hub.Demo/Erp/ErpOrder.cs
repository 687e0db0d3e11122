using System.Text.Json.Nodes;

namespace Hub.Demo.Erp;

/// <summary>Something that the ERP heard about an order.</summary>
/// <param name="Reference">Identity of the message (X-Stuurgegevens-Referentienummer).</param>
/// <param name="Name">The event's name, from the extra attribute <c>gebeurtenis</c>; empty where the message has none.</param>
/// <param name="Status">The order's status in it, a code of ONDERHOUDSORDERSTATUS.</param>
/// <param name="Explanation">The extra attribute <c>toelichting</c>.</param>
/// <param name="Method">PATCH, or PUT where the ERP lacks it.</param>
/// <param name="Body">The message.</param>
public sealed record ErpEvent(string Reference, string Name, string Status, string? Explanation, string Method, JsonObject Body);

/// <summary>An order as the ERP has it.</summary>
/// <param name="Number">The order number.</param>
/// <param name="Status">Its status, a code of ONDERHOUDSORDERSTATUS: as last heard, or as the ERP itself last made it.</param>
/// <param name="Document">What a GET gives: what was placed, with what was heard laid over it.</param>
/// <param name="Events">What was heard, each message once.</param>
/// <param name="Repeats">How many messages came again that were known.</param>
public sealed record ErpOrder(string Number, string Status, JsonObject Document, IReadOnlyList<ErpEvent> Events, int Repeats)
{
    /// <summary>The status before extra work was asked for: approving it is letting the order go on from there.</summary>
    public string WorkingStatus => Events.LastOrDefault(e => e.Status != "WOG")?.Status ?? Status;

    /// <summary>The names of what was heard.</summary>
    public IEnumerable<string> Heard => Events.Select(e => e.Name);
}
