using System.Collections.Frozen;

namespace Hub.Application.Streams;

/// <summary>The codec of each kind of stream that this hub keeps.</summary>
public sealed class EventCodecs
{
    private readonly FrozenDictionary<string, IEventCodec> _byKind;

    /// <summary>Takes one codec a kind.</summary>
    /// <exception cref="ArgumentException">Two codecs are of the same kind.</exception>
    public EventCodecs(IEnumerable<IEventCodec> codecs) => _byKind = codecs.ToDictionary(c => c.Kind).ToFrozenDictionary();

    /// <summary>The codec of a kind.</summary>
    /// <exception cref="InvalidOperationException">The hub knows no such kind: a later version of the program wrote the stream.</exception>
    public IEventCodec Of(string kind) => _byKind.TryGetValue(kind, out var codec)
        ? codec
        : throw new InvalidOperationException(
            $"This version of the hub knows no streams of the kind '{kind}'. Start the version that wrote them, or a later one.");
}
