using System.Security.Cryptography;
using System.Text;

namespace Hub.Azure.Cosmos;

/// <summary>
/// Ids of documents. Cosmos DB takes at most 255 characters and none of <c>/ \ ? #</c>; what partners name their messages and photos has no such limits.
/// </summary>
internal static class DocumentId
{
    private const int Longest = 200;

    /// <summary>An id made of parts: two lists of parts that differ have two ids. Readable where the parts are short and plain.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var id = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) id.Append('!');
            Append(id, parts[i]);
        }
        // '~' stands before two hexadecimal digits in a readable id, so no such id begins like this.
        return id.Length <= Longest ? id.ToString() : "~~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.ToString())));
    }

    private static void Append(StringBuilder id, string part)
    {
        foreach (var b in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || (char)b is '-' or '_' or '.' or ':') id.Append((char)b);
            else id.Append('~').Append(Convert.ToHexStringLower([b]));
        }
    }
}
