using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Functions.Http;

/// <summary>
/// The cursor of a page as callers see it: where the store goes on, with a check by which one that was cut, made up or taken from another list is found.
/// It hides nothing and permits nothing: a list shows its caller what that caller may see, wherever it goes on.
/// </summary>
internal static class PageCursor
{
    private const int CheckLength = 6;

    /// <summary>The cursor to give; null where there is no other page.</summary>
    /// <param name="list">The list's name, the same for ever.</param>
    /// <param name="position">The store's own cursor.</param>
    public static string? Of(string list, string? position)
    {
        if (position is null) return null;
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Check(list, text), .. text]);
    }

    /// <summary>The store's own cursor; null where the hub did not give this one for this list.</summary>
    public static string? Position(string list, string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        // The decoder passes over padding and white space, which the hub writes none of.
        if (Base64Url.EncodeToString(bytes) != cursor) return null;
        return bytes.Length > CheckLength && Check(list, bytes.AsSpan(CheckLength)).SequenceEqual(bytes.AsSpan(0, CheckLength))
            ? Encoding.UTF8.GetString(bytes.AsSpan(CheckLength))
            : null;
    }

    private static ReadOnlySpan<byte> Check(string list, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"cursor\n{list}\n"), .. position]).AsSpan(0, CheckLength);
}
