using System.Text.Json.Serialization;
using Hub.Core.Dwellings;

namespace Hub.Core.Orders;

/// <summary>What sort of work an order is (VERA ONDERHOUDSOORT).</summary>
public enum OrderKind
{
    /// <summary>Repair, VERA <c>REP</c>.</summary>
    Repair,

    /// <summary>Work between two tenancies, VERA <c>MUT</c>.</summary>
    Turnover,

    /// <summary>Inspection, VERA <c>INS</c>.</summary>
    Inspection,
}
