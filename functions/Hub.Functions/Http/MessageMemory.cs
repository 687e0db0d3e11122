using Hub.Application;

namespace Hub.Functions.Http;

/// <summary>
/// The memory that bodies of messages may take while they come in: so many bytes for all together, of which one partner has half at most. With several
/// instances each has a budget of its own.
/// </summary>
/// <param name="maxBytes">Bytes for all bodies together.</param>
public sealed class MessageMemory(long maxBytes)
{
    /// <summary>Bytes for all bodies together: sixty of the largest.</summary>
    public const long DefaultMaxBytes = 64L * 1024 * 1024;

    /// <summary>Bytes of each body that are not counted: nearly all messages are shorter.</summary>
    public const int FreeBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly UploadQuota _quota = new(maxBytes);

    /// <summary>As much memory as all messages need.</summary>
    public MessageMemory() : this(DefaultMaxBytes)
    {
    }

    /// <summary>Begins a body of a partner; what it takes is given back when the result is disposed.</summary>
    public Share Begin(string partner) => new(this, partner);

    /// <summary>The memory of one body.</summary>
    public sealed class Share(MessageMemory memory, string partner) : IDisposable
    {
        private long _bytes;

        /// <summary>Counts memory to the body.</summary>
        /// <param name="bytes">Size of its buffer from now on, not less than before.</param>
        /// <exception cref="UploadQuotaException">Its partner has too many bytes under way.</exception>
        /// <exception cref="StoreException">All together have.</exception>
        public void GrowTo(long bytes)
        {
            if (bytes <= FreeBytes) return;
            lock (memory._lock)
            {
                var more = bytes - _bytes;
                if (memory._quota.ExceedsShare(partner, more)) throw new UploadQuotaException(partner);
                if (memory._quota.ExceedsTotal(more))
                    throw new StoreException("Too many large messages come in at once.", new InvalidOperationException("The memory for messages is used up."));
                memory._quota.Reserve(partner, more);
                _bytes = bytes;
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (memory._lock) memory._quota.Release(partner, _bytes);
            _bytes = 0;
        }
    }
}
