using System.Text.Json.Serialization;

namespace Hub.Domain.Orders;

/// <summary>The kind of a refusal; each endpoint turns it into a status code of its own.</summary>
public enum RefusalKind
{
    /// <summary>The order does not exist, or not for this partner.</summary>
    NotFound,

    /// <summary>This partner may not report or decide that.</summary>
    NotAllowed,

    /// <summary>The order's present state rules it out.</summary>
    WrongState,

    /// <summary>The content cannot be right.</summary>
    Invalid,

    /// <summary>The same message may be right later: by its own account it happened at a time still to come.</summary>
    NotYet,

    /// <summary>The order exists already, with other content.</summary>
    Exists,
}

/// <summary>A business refusal: a value, never an exception. It is stored with the message, and repeated where the message is.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Code">Stable key of the rule, e.g. <c>extra-work-pending</c>.</param>
/// <param name="Reason">
/// A sentence in English for the person on the other side, without personal data. A format with another language words <see cref="Code"/> and
/// <see cref="Subject"/> itself.
/// </param>
/// <param name="Place">Where in the message, a JSON Pointer or XPath, if that is known.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Reason, string? Place = null)
{
    /// <summary>What it is about, for a format that words it; null where the code alone is enough.</summary>
    public RefusalSubject? Subject { get; init; }

    /// <summary>True for the refusal of an order that names two contractors.</summary>
    [JsonIgnore]
    public bool IsOfContractor => Code == "contractor-contradicted";

    /// <summary>True for the refusal of a key that not every language can carry.</summary>
    [JsonIgnore]
    public bool IsOfKey => Code == "key-unusable";

    /// <summary>The refusal of what the order's present state rules out.</summary>
    public static Refusal WrongState(string code, string reason) => new(RefusalKind.WrongState, code, reason);

    /// <summary>The refusal of content that cannot be right.</summary>
    public static Refusal Invalid(string code, string reason) => new(RefusalKind.Invalid, code, reason);

    /// <summary>The refusal of a key that not every language can carry; where it stands, the reader of the message knows.</summary>
    public static Refusal UnusableKey(string reason) => Refusal.Invalid("key-unusable", reason);

    /// <summary>The refusal of what this partner may not do.</summary>
    public static Refusal NotAllowed(string code, string reason) => new(RefusalKind.NotAllowed, code, reason);
}
