using System.Buffers;
using System.Numerics;
using System.Threading.RateLimiting;

namespace Hub.Functions.Door;

/// <summary>
/// The memory in which pictures are while they come in and are worked on: so much and no more for all together, used again and again. The
/// runtime's own pools keep some for each size and thread, and nobody can say how much that is.
/// </summary>
public sealed class PictureMemory : IDisposable
{
    /// <summary>Bytes of all pictures that are in memory at once: two of the largest, or sixteen of a telephone's.</summary>
    public const int Total = 64 * 1024 * 1024;

    // Sizes are this, and twice, four times... as much: few, so that what one picture had fits the next.
    private const int Smallest = 256 * 1024;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Total / Smallest, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lock _lock = new();

    // What nobody uses now, the last given back last. The garbage collector may have it.
    private readonly List<(int Size, WeakReference<byte[]> Array)> _spare = [];

    // Used and spare together; never more than the total.
    private int _size;

    /// <summary>Waits until there is memory for a picture; who comes first has it first. It is given back when the result is disposed.</summary>
    /// <param name="length">Bytes of the picture.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<PictureSpace> TakeAsync(int length, CancellationToken cancel)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, Smallest));
        var place = await _places.AcquireAsync(size / Smallest, cancel);
        var array = Spare(size) ?? GC.AllocateUninitializedArray<byte>(size);
        return new PictureSpace(array.AsMemory(0, length), () =>
        {
            lock (_lock) _spare.Add((size, new WeakReference<byte[]>(array)));
            place.Dispose();
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    // Null where there is none of this size: then as much of another is let go as is made anew.
    private byte[]? Spare(int size)
    {
        lock (_lock)
        {
            for (var i = _spare.Count - 1; i >= 0; i--)
            {
                if (_spare[i].Size != size) continue;
                var array = _spare[i].Array;
                _spare.RemoveAt(i);
                if (array.TryGetTarget(out var found)) return found;
                _size -= size;
            }
            _size += size;
            while (_size > Total)
            {
                _size -= _spare[0].Size;
                _spare.RemoveAt(0);
            }
            return null;
        }
    }
}

/// <summary>Memory that one picture has to itself until this is disposed.</summary>
public sealed class PictureSpace(Memory<byte> bytes, Action give) : IMemoryOwner<byte>
{
    private Action? _give = give;

    /// <summary>As long as was asked.</summary>
    public Memory<byte> Memory => bytes;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _give, null)?.Invoke();
}
