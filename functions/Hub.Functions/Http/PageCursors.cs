using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Application;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Functions.Http;

/// <summary>
/// The cursors of pages as callers see them: where the store goes on, encrypted and authenticated with the keys that all instances share. One that was cut, made
/// up, or taken from another list or hub is found; one that an instance gave, every other takes.
/// </summary>
public sealed class PageCursors(IDataProtectionProvider keys)
{
    private const string Purpose = "ketenhub cursors";

    /// <summary>The cursor to give; null where there is no other page.</summary>
    /// <param name="list">The list's name, the same for ever.</param>
    /// <param name="position">The store's own cursor.</param>
    /// <exception cref="StoreException">The keys cannot be read now.</exception>
    public string? Of(string list, string? position)
    {
        if (position is null) return null;
        try
        {
            return Base64Url.EncodeToString(Protector(list).Protect(Encoding.UTF8.GetBytes(position)));
        }
        catch (CryptographicException e)
        {
            throw Unusable(e);
        }
    }

    /// <summary>The store's own cursor; null where the hub did not give this one for this list.</summary>
    /// <exception cref="StoreException">The keys cannot be read now.</exception>
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
        catch (CryptographicException e) when (FailureOfStore(e) is null)
        {
            return null;
        }
        catch (CryptographicException e)
        {
            throw Unusable(e);
        }
    }

    private IDataProtector Protector(string list) => keys.CreateProtector(Purpose).CreateProtector(list);

    // Data Protection wraps whatever goes wrong when it reads its keys.
    private static StoreException? FailureOfStore(Exception? e) => e is null or StoreException ? (StoreException?)e : FailureOfStore(e.InnerException);

    private static StoreException Unusable(CryptographicException e) =>
        FailureOfStore(e) ?? new StoreException($"The keys by which pages go on cannot be used: {e.Message}", e);
}
