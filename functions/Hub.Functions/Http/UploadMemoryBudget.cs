using System.Buffers;
using System.Numerics;

namespace Hub.Functions.Http;

/// <summary>
/// A pool of memory for uploads of pictures with a fixed maximum, of which one partner gets half at most. The runtime's own pools have no such
/// maximum: they keep arrays for each size and thread.
/// </summary>
public sealed class UploadMemoryBudget
{
    /// <summary>Bytes for all uploads together.</summary>
    public const int MaxBytes = 96 * 1024 * 1024;

    /// <summary>Bytes for the uploads of one partner: one picture of the largest size, or a dozen photos of a telephone. A slow partner does not
    /// hold up others.</summary>
    public const int MaxBytesPerPartner = MaxBytes / 2;

    // Array sizes are this times a power of two: few sizes, so that an array fits the next picture.
    private const int MinArraySize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly UploadQuota _quota = new(MaxBytes);

    // Arrays that are not rented, in the order of their return. The garbage collector may collect them.
    private readonly List<(int Size, WeakReference<byte[]> Array)> _pool = [];

    // Bytes of rented and pooled arrays together; never more than MaxBytes.
    private int _allocated;

    /// <summary>Waits until there is memory for a picture. Waiters are served in order, apart from those whose partner has its half already.</summary>
    /// <param name="partner">Whose it is.</param>
    /// <param name="length">Bytes of the picture.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The memory; returned to the pool when it is disposed.</returns>
    public async Task<IMemoryOwner<byte>> RentAsync(string partner, int length, CancellationToken cancel)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, MinArraySize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxBytesPerPartner, nameof(length));
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
                // The waiter behind the cancelled one may be next.
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
            return new RentedMemory(this, waiter, FindPooled(size) ?? GC.AllocateUninitializedArray<byte>(size), length);
        }
        catch
        {
            Return(waiter, null);
            throw;
        }
    }

    private void ServeWaiters()
    {
        for (var node = _waiters.First; node is not null;)
        {
            var (waiter, next) = (node.Value, node.Next);
            if (!_quota.ExceedsShare(waiter.Partner, waiter.Size))
            {
                // No starvation: small requests must not pass a large one for ever.
                if (_quota.ExceedsTotal(waiter.Size)) return;
                // Served or cancelled, it leaves the queue.
                _waiters.Remove(node);
                if (waiter.Served.TrySetResult()) _quota.Reserve(waiter.Partner, waiter.Size);
            }
            node = next;
        }
    }

    private void Return(Waiter waiter, byte[]? array)
    {
        lock (_lock)
        {
            if (array is null) _allocated -= waiter.Size;
            else _pool.Add((waiter.Size, new WeakReference<byte[]>(array)));
            _quota.Release(waiter.Partner, waiter.Size);
            ServeWaiters();
        }
    }

    // Null where the pool has none of this size: the caller allocates one, and others are dropped from the pool to make room for it.
    private byte[]? FindPooled(int size)
    {
        lock (_lock)
        {
            for (var i = _pool.Count - 1; i >= 0; i--)
            {
                if (_pool[i].Size != size) continue;
                var array = _pool[i].Array;
                _pool.RemoveAt(i);
                if (array.TryGetTarget(out var found)) return found;
                _allocated -= size;
            }
            _allocated += size;
            while (_allocated > MaxBytes)
            {
                _allocated -= _pool[0].Size;
                _pool.RemoveAt(0);
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

    private sealed class RentedMemory(UploadMemoryBudget memory, Waiter waiter, byte[] array, int length) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array.AsMemory(0, length);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } given) memory.Return(waiter, given);
        }
    }
}
