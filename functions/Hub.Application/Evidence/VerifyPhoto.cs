using System.Security.Cryptography;
using Hub.Domain.Orders;

namespace Hub.Application.Evidence;

/// <summary>What a look at a photo's proof found.</summary>
public enum ProofState
{
    /// <summary>The picture in the store is, to the bit, the one that the order's event tells of.</summary>
    Intact,

    /// <summary>The picture in the store is another.</summary>
    Changed,

    /// <summary>The store has no such picture.</summary>
    Missing,

    /// <summary>It was deleted; what its event told of it remains.</summary>
    Deleted,
}

/// <summary>Checks a photo against its order's event, years later if need be.</summary>
public sealed class VerifyPhoto(IEvidenceStore store)
{
    /// <summary>What is found, and the hash of what the store has: null where it has nothing.</summary>
    public async Task<(ProofState State, string? Sha256)> VerifyAsync(OrderId order, Photo photo, CancellationToken cancel)
    {
        if (photo.Deleted is not null) return (ProofState.Deleted, null);
        try
        {
            await using var content = await store.OpenAsync(new EvidenceKey(order, photo.Picture.Sha256), 0, null, cancel);
            if (content is null) return (ProofState.Missing, null);
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Content, cancel));
            return (found == photo.Picture.Sha256 ? ProofState.Intact : ProofState.Changed, found);
        }
        catch (DamagedPictureException)
        {
            return (ProofState.Changed, null);
        }
    }
}
