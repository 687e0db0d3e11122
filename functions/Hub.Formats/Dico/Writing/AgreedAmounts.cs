using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Dico.Writing;

/// <summary>What was agreed on an order's lines, as a contractor reads it: the way of payment and the price that the contract has for them.</summary>
internal static class AgreedAmounts
{
    /// <summary>The order's own lines.</summary>
    public static IReadOnlyList<OrderLine> Lines(Order order) => [.. order.Money.Lines.Where(l => !l.IsExtra).Select(AsAgreed)];

    /// <summary>The lines of extra work that were agreed on.</summary>
    public static IReadOnlyList<OrderLine> ExtraLines(Order order) => [.. order.Money.Lines.Where(l => l.IsExtra).Select(AsAgreed)];

    // With a price, a line that the lump sum or warranty covers would seem to be paid for by itself.
    private static OrderLine AsAgreed(LineMoney money) => money.Line with
    {
        Agreement = money.Line.Agreement ?? money.Coverage,
        // The agreed one: after a quotation it is another than the line was ordered at.
        Price = money.IsCovered ? money.Line.Price : money.Price,
    };
}
