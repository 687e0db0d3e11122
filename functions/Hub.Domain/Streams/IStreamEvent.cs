namespace Hub.Domain.Streams;

/// <summary>Something that happened to the subject of a stream, in the past tense. Each kind of stream has its own catalogue of events.</summary>
public interface IStreamEvent
{
    /// <summary>Its name in that catalogue, e.g. <c>WorkStarted</c>.</summary>
    string Name { get; }
}
