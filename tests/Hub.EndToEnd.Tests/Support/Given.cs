using System.Text.Json.Nodes;
using Hub.Domain.Work;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>Messages as partners write them, where a test sends its own bytes.</summary>
internal static class Given
{
    public const string Vera = "api/vera/v4/onderhoudsorders";

    public const string Dico = "api/dico/messages";

    public const string Canonical = "api/v1/messages";

    public const string CloudEvent = "application/cloudevents+json";

    public const string CloudEvents = "application/cloudevents-batch+json";

    /// <summary>Header of a VERA message's identity.</summary>
    public const string Reference = "X-Stuurgegevens-Referentienummer";

    public static readonly OrderLine[] ExtraLines = [new() { Number = "101", Description = "Leiding vervangen", Quantity = 2, Unit = "MTR", Price = 48.5m }];

    /// <summary>A CloudEvent about an order.</summary>
    /// <param name="type">Without prefix and version.</param>
    /// <param name="order">The order's number or id.</param>
    /// <param name="data">JSON; null for an empty object.</param>
    /// <param name="id">Its identity; null makes one.</param>
    public static string Event(string type, string order, string? data = null, string? id = null) => new JsonObject
    {
        ["specversion"] = "1.0", ["id"] = id ?? Guid.NewGuid().ToString("N"), ["source"] = "urn:e2e", ["type"] = $"nl.ketenhub.{type}.v1", ["subject"] = order,
        ["data"] = JsonNode.Parse(data ?? "{}"),
    }.ToJsonString();

    /// <summary>An order of a canonical ERP.</summary>
    public static string PlacedEvent(string number, string contractorGln, string? id = null) => Event("order.placed", number, $$"""
        { "number": "{{number}}", "kind": "repair", "description": "Kraan lekt", "dwelling": { "id": "N-01" }, "contractor": { "gln": "{{contractorGln}}" },
          "lines": [ { "number": "1", "description": "Kraan vervangen" } ] }
        """, id);

    /// <summary>A MaintenanceStatus.</summary>
    public static string Status(string number, string contractorGln, string status, string? buyerGln = null, string? messageNumber = null) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <MaintenanceStatus xmlns="http://www.ketenstandaard.nl/onderhoudsstatus/SALES/005">
          <MessageNumber>{messageNumber ?? Guid.NewGuid().ToString("N")}</MessageNumber>
          <MessageDate>2026-01-05</MessageDate>
          <Buyer><GLN>{buyerGln ?? Glns.Corporation}</GLN></Buyer>
          <Contractor><GLN>{contractorGln}</GLN></Contractor>
          <InstructionData>
            <InstructionNumber>{number}</InstructionNumber>
            <InstructionSubNumber>1</InstructionSubNumber>
            <Status>{status}</Status>
          </InstructionData>
        </MaintenanceStatus>
        """;
}
