using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Hub.LocalRuntime;

/// <summary>
/// Gives Kestrel memory in blocks of 64 KiB instead of 4: it asks the network once for each block, and a photo of some megabytes came in a thousand
/// pieces. A connection without a request has none.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int Block = 64 * 1024;

    // Sixteen megabytes; what many connections need beyond that is made anew each time.
    private const int MaxSpare = 256;

    private readonly ConcurrentStack<Memory<byte>> _spare = [];
    private int _count;

    public override int MaxBufferSize => Block;

    /// <summary>Itself: Kestrel asks for a pool for each of its queues, and they have one together.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Block);
        if (_spare.TryPop(out var block)) Interlocked.Decrement(ref _count);
        // Pinned for good: the network would pin it for each piece.
        else block = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(Block, pinned: true), 0, Block);
        return new Rented(this, block);
    }

    // Each of the queues disposes of it at the end, and another may still be at work.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Memory<byte> block)
    {
        if (Interlocked.Increment(ref _count) <= MaxSpare) _spare.Push(block);
        else Interlocked.Decrement(ref _count);
    }

    private sealed class Rented(LargeBlocks pool, Memory<byte> block) : IMemoryOwner<byte>
    {
        private LargeBlocks? _pool = pool;

        public Memory<byte> Memory => block;

        public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return(block);
    }
}
