using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Writes an event to a contractor in DICO SALES005, in the codes of its own generation: the whole order as MaintenanceInstruction,
/// or a MaintenanceStatus, as <see cref="Outgoing"/> has it. The message number is the delivery's id and its date the moment of recording,
/// so that every attempt sends the same bytes.
/// </summary>
public sealed class MessageWriter : IOrderMessageWriter
{
    private const string ContentType = "application/xml; charset=utf-8";

    // MessageNumber is an..35.
    private const int LongestNumber = 35;

    /// <inheritdoc/>
    public Language Language => Language.Dico;

    /// <inheritdoc/>
    public WriteResult Write(OutgoingOrderMessage outbound)
    {
        var rule = Outgoing.Of(outbound.Recorded.OrderEvent);
        var saying = outbound.Recipient.Connection.DicoGeneration switch
        {
            DicoGeneration.A => rule.A,
            DicoGeneration.B => rule.B,
            _ => rule.C,
        };
        if (saying is OutgoingText.Silence silence) return new WriteResult.NothingToSay(silence.Why);
        if (!Gln.IsValid(outbound.Corporation.Gln))
            return new WriteResult.Unwritable(
                "The corporation has no valid GLN, by which DICO names the parties. Set Hub:Corporation:Gln, or put it with the ERP.");
        if (!Gln.IsValid(outbound.Recipient.Gln))
            return new WriteResult.Unwritable("The contractor has no valid GLN, by which DICO names the parties. Set it with the partner.");

        var words = rule.Words(outbound.Recorded.OrderEvent, outbound.Order);
        var body = saying switch
        {
            OutgoingText.Instruction anew => InstructionWriter.Write(outbound, Led(anew.Lead, words)),
            OutgoingText.Status status => Status(outbound, status, Led(status.Lead, words), rule.Carries(outbound.Recorded.OrderEvent, outbound.Order)),
            _ => throw new InvalidOperationException("Unknown way of rule."),
        };
        return new WriteResult.Written(new OutboundMessage { ContentType = ContentType, Body = body });
    }

    /// <summary>A message number of at most 35 characters that is the delivery's own for ever: its id where that fits, else a name-based UUID of it.</summary>
    public static string MessageNumber(string deliveryId)
    {
        if (Guid.TryParseExact(deliveryId, "D", out var id)) return id.ToString("N");
        return deliveryId.Length is > 0 and <= LongestNumber && deliveryId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? deliveryId
            : OrderId.Uuid5("dico-message\n" + deliveryId).ToString("N");
    }

    /// <summary>What both messages begin with.</summary>
    internal static void Head(DocumentWriter document, OutgoingOrderMessage outbound)
    {
        document.Value(ElementNames.MessageNumber, MessageNumber(outbound.DeliveryId));
        document.Value(ElementNames.MessageDate, Timestamps.Date(outbound.Recorded.RecordedAt));
        document.Value(ElementNames.MessageTime, Timestamps.Time(outbound.Recorded.RecordedAt));
        if (outbound.Order.Content.ReverseCharge is { } reversed)
            document.Value(ElementNames.ReverseChargeIndicator, CodeMaps.ReverseCharges.CodeOf(reversed));
    }

    private static byte[] Status(OutgoingOrderMessage outbound, OutgoingText.Status status, string? words, CarriedData carried) =>
        DocumentWriter.Write(ElementNames.MaintenanceStatus, ElementNames.StatusNamespace, document =>
        {
            var connection = outbound.Recipient.Connection;
            Head(document, outbound);
            document.Group(ElementNames.Buyer, () => document.Value(ElementNames.Gln, outbound.Corporation.Gln));
            document.Group(ElementNames.Contractor, () => document.Value(ElementNames.Gln, outbound.Recipient.Gln));
            document.Group(ElementNames.InstructionData, () =>
            {
                document.Value(ElementNames.InstructionNumber, outbound.Order.Content.Number);
                document.Value(ElementNames.InstructionSubNumber, OrderMatching.SubNumber);
                document.Value(ElementNames.Status, connection.FromStandard("status", status.Code));
                document.Value(ElementNames.StatusDescription, status.Detail is null ? null : connection.FromStandard("status", status.Detail));
                document.Amount(ElementNames.TotalAmount, carried.Total);
                document.Value(ElementNames.FreeText, words);
                var lines = new LineWriter(document, connection, outbound.Order.Content.Agreement);
                foreach (var line in carried.Lines ?? []) lines.Write(line, remark: null);
            });
        });

    private static string? Led(string? lead, string? words) =>
        lead is null ? words : string.IsNullOrWhiteSpace(words) ? lead : $"{lead}: {words}";
}
