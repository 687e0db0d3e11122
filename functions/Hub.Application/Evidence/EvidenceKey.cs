using Hub.Domain.Orders;

namespace Hub.Application.Evidence;

/// <summary>
/// Names a picture in the store by its order and by what it is: the same picture of an order is there once, and deleting it there
/// leaves another order's proof alone.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the kept picture; 64 characters.</param>
/// <param name="IsThumbnail">True for the small picture that was made of it.</param>
public readonly record struct EvidenceKey(OrderId OrderId, string Sha256, bool IsThumbnail = false)
{
    /// <summary>This key, where it names a picture. Every store asks for this first, so that nothing else ever becomes a path.</summary>
    /// <exception cref="ArgumentException">What stands there is not 64 lower-case hex digits.</exception>
    public EvidenceKey Validated() => Sha256 is { Length: 64 } && Sha256.All(char.IsAsciiHexDigitLower)
        ? this
        : throw new ArgumentException("A picture is named by its SHA-256: 64 lower-case hex digits are expected.", nameof(Sha256));

    /// <summary>The name below the store's root: two folders of two characters, so that none grows large, then the hash and the order.</summary>
    public override string ToString() => $"{Sha256[..2]}/{Sha256[2..4]}/{Sha256}-{OrderId.Value:N}{(IsThumbnail ? ".thumb" : "")}";
}
