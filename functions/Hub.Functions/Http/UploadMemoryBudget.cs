using System.Buffers;
using System.Numerics;

namespace Hub.Functions.Http;

/// <summary>
/// The memory into which uploads of pictures are brought: so much and no more for all together, of which one partner has half at most, used
/// again and again. The runtime's own pools keep some for each size and thread, and nobody can say how much that is.
/// </summary>
public sealed class UploadMemoryBudget
{
    /// <summary>Bytes for all uploads together.</summary>
    public const int Total = 96 * 1024 * 1024;

    /// <summary>Bytes for the uploads of one partner: one of the largest, or a dozen of a telephone's. What is slow there holds up nobody else.</summary>
    public const int MostOfOne = Total / 2;

    // Sizes are this, and twice, four times... as much: few, so that what one picture had fits the next.
    private const int Smallest = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly UploadQuota _shares = new(Total);

    // What nobody uses now, the last given back last. The garbage collector may have it.
    private readonly List<(int Size, WeakReference<byte[]> Array)> _spare = [];

    // Used and spare together; never more than the total.
    private int _size;

    /// <summary>Waits until there is memory for a picture; of those whose partner may have more, who comes first has it first.</summary>
    /// <param name="partner">Whose it is.</param>
    /// <param name="length">Bytes of the picture.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The memory; given back when it is disposed.</returns>
    public async Task<IMemoryOwner<byte>> TakeAsync(string partner, int length, CancellationToken cancel)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, Smallest));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostOfOne, nameof(length));
        cancel.ThrowIfCancellationRequested();
        var waiter = new Waiter(partner, size);
        lock (_lock)
        {
            _waiters.AddLast(waiter);
            ServeWaiters();
        }
        if (!waiter.Served.Task.IsCompleted)
        {
            await using var gone = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter.Served);
            try
            {
                await waiter.Served.Task;
            }
            catch (OperationCanceledException)
            {
                // Whoever stands behind one that gives up may be next.
                lock (_lock)
                {
                    _waiters.Remove(waiter);
                    ServeWaiters();
                }
                throw;
            }
        }
        try
        {
            return new Space(this, waiter, Spare(size) ?? GC.AllocateUninitializedArray<byte>(size), length);
        }
        catch
        {
            Give(waiter, null);
            throw;
        }
    }

    private void ServeWaiters()
    {
        for (var node = _waiters.First; node is not null;)
        {
            var (waiter, next) = (node.Value, node.Next);
            if (!_shares.IsTooMuchOf(waiter.Partner, waiter.Size))
            {
                // The small must not go past the large for ever.
                if (_shares.IsTooMuch(waiter.Size)) return;
                // Served or gone, it waits no more.
                _waiters.Remove(node);
                if (waiter.Served.TrySetResult()) _shares.Take(waiter.Partner, waiter.Size);
            }
            node = next;
        }
    }

    private void Give(Waiter waiter, byte[]? array)
    {
        lock (_lock)
        {
            if (array is null) _size -= waiter.Size;
            else _spare.Add((waiter.Size, new WeakReference<byte[]>(array)));
            _shares.Give(waiter.Partner, waiter.Size);
            ServeWaiters();
        }
    }

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

    private sealed class Waiter(string partner, int size)
    {
        public string Partner => partner;

        public int Size => size;

        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Space(UploadMemoryBudget memory, Waiter waiter, byte[] array, int length) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array.AsMemory(0, length);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } given) memory.Give(waiter, given);
        }
    }
}
