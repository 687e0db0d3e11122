using System.Text.Json.Serialization;

namespace Hub.Domain.Work;

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
