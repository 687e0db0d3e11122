namespace Hub.Application.Streams;

/// <summary>The result of an append.</summary>
public enum AppendOutcome
{
    /// <summary>Events and receipt are durable.</summary>
    Appended,

    /// <summary>Another append was first, and nothing was written: load and decide again.</summary>
    VersionConflict,

    /// <summary>The message has a receipt already, and nothing was written: give the receipt's answer.</summary>
    ReceiptExists,
}
