using System.Text.Json.Serialization;

namespace Hub.Domain.Work;

/// <summary>How an order or a line is paid (DICO InstructionAgreementMethod, VERA AFREKENWIJZESOORT).</summary>
public enum AgreementMethod
{
    /// <summary>Paid per dwelling a year: DICO <c>AFK</c>, VERA <c>AFK</c>.</summary>
    LumpSum,

    /// <summary>Priced from the contract's list: DICO <c>EHP</c>, VERA <c>NCE</c>.</summary>
    UnitPrice,

    /// <summary>Priced as a whole: DICO <c>ANS</c>, VERA <c>VPR</c>.</summary>
    FixedSum,

    /// <summary>Hours and material: DICO <c>REG</c>, VERA <c>NCR</c>.</summary>
    TimeAndMaterials,

    /// <summary>Redone at the contractor's cost: DICO <c>GAR</c>, VERA <c>GAR</c>.</summary>
    Warranty,
}
