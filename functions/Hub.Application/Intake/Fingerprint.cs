using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Orders;

namespace Hub.Application.Intake;

/// <summary>What tells messages apart: a hash of all that was asked, and the receipt id that follows from it.</summary>
internal static class Fingerprint
{
    /// <summary>Lower-case hex SHA-256 of operation, resource and body.</summary>
    public static string OfBytes(Submission submission, ReadOnlySpan<byte> body) => Of("", submission, body);

    /// <summary>Lower-case hex SHA-256 of operation, resource and what the body says (<see cref="IncomingMessage.Meaning"/>).</summary>
    // The prefix keeps it apart from a hash of bytes, and from that of another form if there ever is one.
    public static string OfMeaning(Submission submission, ReadOnlySpan<byte> meaning) => Of("meaning 1\n", submission, meaning);

    /// <summary>The receipt id of a message: the same message has the same one, for ever.</summary>
    public static Guid ReceiptId(string partnerId, string messageId, string hash) => OrderId.Uuid5($"receipt\n{partnerId}\n{messageId}\n{hash}");

    private static string Of(string form, Submission submission, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{form}{submission.Operation} {submission.ResourceId}\n"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
