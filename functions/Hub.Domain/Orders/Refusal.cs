namespace Hub.Domain.Orders;

/// <summary>What sort of "no" it is; the faces turn it into their own status codes.</summary>
public enum RefusalKind
{
    /// <summary>The order does not exist, or not for this partner.</summary>
    NotFound,

    /// <summary>This partner may not say that.</summary>
    NotAllowed,

    /// <summary>The order's present state rules it out.</summary>
    WrongState,

    /// <summary>The content cannot be right.</summary>
    Invalid,

    /// <summary>The same message may be right later: it says that it happened at a time still to come.</summary>
    NotYet,

    /// <summary>The order exists already, with other content.</summary>
    Exists,
}

/// <summary>A business refusal: a value, never an exception.</summary>
/// <param name="Kind">What sort.</param>
/// <param name="Code">Stable key of the rule, e.g. <c>extra-work-pending</c>.</param>
/// <param name="Reason">A sentence for the person on the other side, without personal data.</param>
/// <param name="Place">Where in the message, a JSON Pointer or XPath, if that says anything.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Reason, string? Place = null);
