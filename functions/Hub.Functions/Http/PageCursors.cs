using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Functions.Http;

/// <summary>
/// The cursors of pages as callers see them: where the store goes on, encrypted and authenticated with the keys that all instances share. One that was cut,
/// made up, or taken from another list or hub is found; one that an instance gave, every other takes.
/// </summary>
public sealed class PageCursors(IDataProtectionProvider keys)
{
    private const string Purpose = "ketenhub cursors";

    /// <summary>The cursor to give; null where there is no other page.</summary>
    /// <param name="list">The list's name, the same for ever.</param>
    /// <param name="position">The store's own cursor.</param>
    /// <exception cref="CryptographicException">The keys cannot be read now; see <see cref="StoreFailures"/>.</exception>
    public string? Of(string list, string? position) =>
        position is null ? null : Base64Url.EncodeToString(Protector(list).Protect(Encoding.UTF8.GetBytes(position)));

    /// <summary>The store's own cursor; null where the hub did not give this one for this list.</summary>
    /// <exception cref="CryptographicException">The keys cannot be read now; see <see cref="StoreFailures"/>.</exception>
    public string? Position(string list, string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        // The decoder passes over padding and white space, which the hub writes none of.
        if (Base64Url.EncodeToString(bytes) != cursor) return null;
        try
        {
            return Encoding.UTF8.GetString(Protector(list).Unprotect(bytes));
        }
        catch (CryptographicException e) when (StoreFailures.Within(e) is null)
        {
            return null;
        }
    }

    private IDataProtector Protector(string list) => keys.CreateProtector(Purpose).CreateProtector(list);
}
