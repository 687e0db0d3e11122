using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Orders;

namespace Hub.Application.Intake;

/// <summary>What tells messages apart: a hash of all that was asked, and the receipt id that follows from it.</summary>
internal static class Fingerprint
{
    /// <summary>Lower-case hex SHA-256 of operation, resource and body.</summary>
    public static string Of(Operation operation, string? resourceId, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{operation} {resourceId}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The receipt id of a message: the same message has the same one, for ever.</summary>
    public static Guid ReceiptId(string partnerId, string messageId, string hash) => OrderId.Uuid5($"receipt\n{partnerId}\n{messageId}\n{hash}");
}
