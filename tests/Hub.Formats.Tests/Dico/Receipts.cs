using System.Text;
using Hub.Formats.Dico.Writing;
using Hub.Testing;

namespace Hub.Formats.Tests.Dico;

public sealed class Receipts
{
    private static readonly Guid Id = Guid.Parse("7d444840-9dc0-51d1-b245-5ffdce74fad2");

    [Fact]
    public void An_accepted_message_is_answered_with_its_receipt() => Golden.Verify(Text(ReceiptDocument.Accepted), "receipt-accepted.xml");

    [Fact]
    public void An_unreadable_message_is_answered_with_every_reason() =>
        Golden.Verify(
            Text(ReceiptDocument.Unreadable, ("/MaintenanceStatus/MessageNumber (line 2)", "MessageNumber is required."), ("", "Quantity < 1")),
            "receipt-unreadable.xml");

    [Fact]
    public void What_was_not_kept_has_no_receipt() => Assert.DoesNotContain(
        "ReceiptId", Encoding.UTF8.GetString(ReceiptDocument.WriteXml(null, ReceiptDocument.Refused, [("", "Te groot.")])), StringComparison.Ordinal);

    [Fact]
    public void Another_outcome_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentException>(() => ReceiptDocument.WriteXml(Id, "misschien", []));

    private static string Text(string outcome, params (string, string)[] reasons) =>
        Encoding.UTF8.GetString(ReceiptDocument.WriteXml(Id, outcome, reasons)).Replace("><", ">\n<", StringComparison.Ordinal);
}
