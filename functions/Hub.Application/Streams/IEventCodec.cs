using System.Text.Json;
using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>How the events of one kind of stream are stored. What was once written is readable for ever: members of events are added, never renamed.</summary>
public interface IEventCodec
{
    /// <summary>The kind of stream, see <see cref="StreamId.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>An event as UTF-8 JSON that also holds its name.</summary>
    byte[] Write(IStreamEvent e);

    /// <summary>The event that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no event of this kind.</exception>
    IStreamEvent Read(ReadOnlySpan<byte> json);
}
