using System.Xml;
using Hub.Domain.Keys;
using Hub.Domain.Orders;

namespace Hub.Application.Reading;

/// <summary>How an order is named.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ErpId">The ERP that placed it.</param>
/// <param name="Number">Its number there.</param>
public sealed record OrderName(OrderId OrderId, string ErpId, string Number)
{
    /// <summary>True where the id is made of the number in the one form of a key, and every language carries that: as all are since there is one.</summary>
    public bool IsInOneForm => KeyText.Of(Number) is var form && KeyText.IsUsable(form) && OrderId == OrderId.For(ErpId, form);

    /// <summary>The number as DICO's XML told it, which has no control characters.</summary>
    public string AsXml => KeyText.Of(string.Concat(Number.ReplaceLineEndings("\n").Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))));
}
