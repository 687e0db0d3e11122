namespace Hub.Azure.Cosmos;

/// <summary>Where the bodies of archived messages lie: they may be larger than a document, and may hold personal data.</summary>
public interface IMessageBodies
{
    /// <summary>Writes a body, also over one that is there. Idempotent.</summary>
    Task PutAsync(Guid receiptId, ReadOnlyMemory<byte> body, CancellationToken cancel);

    /// <summary>A body; empty where none is there.</summary>
    Task<ReadOnlyMemory<byte>> ReadAsync(Guid receiptId, CancellationToken cancel);

    /// <summary>Deletes a body; one that is not there is no error.</summary>
    Task DeleteAsync(Guid receiptId, CancellationToken cancel);
}
