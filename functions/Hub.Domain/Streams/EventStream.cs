namespace Hub.Domain.Streams;

/// <summary>The whole stream of one subject.</summary>
/// <param name="Events">All events, version 1 first.</param>
public sealed record EventStream(IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>The stream of a subject that does not exist.</summary>
    public static readonly EventStream Empty = new([]);

    /// <summary>Version of the last event, 0 where there is none.</summary>
    public int Version => Events.Count;
}
