using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Hub.LocalRuntime;

/// <summary>
/// Gives Kestrel memory in blocks of 64 KiB instead of 4: it asks the network once for each block, and a photo of some megabytes came in a thousand
/// pieces. A connection without a request has none.
/// </summary>
internal sealed class LargeBlocks : IMemoryPoolFactory<byte>
{
    private const int Block = 64 * 1024;

    // Sixteen megabytes; what many connections need beyond that is made anew each time.
    private const int MostSpare = 256;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly ConcurrentStack<Memory<byte>> _spare = [];
        private int _count;

        public override int MaxBufferSize => Block;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Block);
            if (_spare.TryPop(out var block)) Interlocked.Decrement(ref _count);
            // Pinned for good: the network would pin it for each piece.
            else block = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(Block, pinned: true), 0, Block);
            return new Rented(this, block);
        }

        protected override void Dispose(bool disposing) => _spare.Clear();

        private void Return(Memory<byte> block)
        {
            if (Interlocked.Increment(ref _count) <= MostSpare) _spare.Push(block);
            else Interlocked.Decrement(ref _count);
        }

        private sealed class Rented(Pool pool, Memory<byte> block) : IMemoryOwner<byte>
        {
            private Pool? _pool = pool;

            public Memory<byte> Memory => block;

            public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return(block);
        }
    }
}
