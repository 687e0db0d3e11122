using System.Text.Json.Serialization;

namespace Hub.Domain.Orders;

/// <summary>
/// Who lives there and how to reach them: personal data. It lives in the order's contact record only, goes to the
/// contractor of that order and to nobody else, and never into events, logs, views or errors.
/// </summary>
public sealed record ResidentContact(string? Name = null, string? Phone = null, string? SecondPhone = null, string? Email = null)
{
    /// <summary>True where nothing is known.</summary>
    [JsonIgnore]
    public bool IsEmpty => Name is null && Phone is null && SecondPhone is null && Email is null;

    /// <summary>Says nothing of the person, so that no log line can.</summary>
    public override string ToString() => "ResidentContact (withheld)";
}
