using Hub.Domain.Orders;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dutch;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// The hub's own answer to DICO messages, for systems that take XML:
/// <c>&lt;Receipt&gt;{ReceiptId? Outcome Reason*{Place? Text}}</c>. It has a ReceiptId once the message is stored.
/// </summary>
public static class ReceiptDocument
{
    /// <summary>Namespace of the answer.</summary>
    public const string Namespace = "https://ketenhub.nl/receipt/v1";

    /// <summary>Outcome: recorded.</summary>
    public const string Accepted = "accepted";

    /// <summary>Outcome: read, and refused by the order's rules.</summary>
    public const string Refused = "refused";

    /// <summary>Outcome: not to be read.</summary>
    public const string Unreadable = "unreadable";

    // DICO has codes for what a contractor reports, and none for most statuses of an order.
    private static readonly PartnerTerms Terms = new(
        status => $"'{Name(status)}'",
        e => StatusTable.CodeOf(e) ?? EventNames.Of(e),
        subject => (subject.Possible ?? []).Select(StatusTable.CodeOf).OfType<string>());

    /// <summary>Why a message was refused, in Dutch and with DICO's status codes.</summary>
    public static string Sentence(Refusal refusal) => RefusalSentence.Of(refusal, Terms);

    /// <summary>Writes the answer, UTF-8 without a byte order mark.</summary>
    /// <param name="receiptId">The hub's key of the message; null where nothing was stored.</param>
    /// <param name="outcome">One of <see cref="Accepted"/>, <see cref="Refused"/>, <see cref="Unreadable"/>.</param>
    /// <param name="reasons">Why, each with its place in the message (empty where it has none).</param>
    /// <exception cref="ArgumentException">Another outcome.</exception>
    public static byte[] WriteXml(Guid? receiptId, string outcome, IReadOnlyList<(string Place, string Text)> reasons)
    {
        if (outcome is not (Accepted or Refused or Unreadable))
            throw new ArgumentException($"An outcome is {Accepted}, {Refused} or {Unreadable}.", nameof(outcome));
        return DocumentWriter.Write("Receipt", Namespace, document =>
        {
            document.Value("ReceiptId", receiptId?.ToString("D"));
            document.Value("Outcome", outcome);
            foreach (var (place, text) in reasons)
                document.Group("Reason", () =>
                {
                    document.Value("Place", place);
                    document.Value("Text", text);
                });
        });
    }

    private static string Name(OrderStatus status) => status switch
    {
        OrderStatus.Registered => "geregistreerd",
        OrderStatus.AwaitingApproval => "wacht op goedkeuring",
        OrderStatus.Quoting => "offerte",
        OrderStatus.Awarded => "gegund",
        OrderStatus.Planned => "gepland",
        OrderStatus.InProgress => "in uitvoering",
        OrderStatus.TechnicallyComplete => "technisch gereed",
        OrderStatus.InSample => "in steekproef",
        OrderStatus.Settling => "financieel afwikkelen",
        OrderStatus.Closed => "afgehandeld",
        OrderStatus.Cancelled => "geannuleerd",
        _ => throw new InvalidOperationException($"No name for {status}."),
    };
}
