using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Hub.Azure;

/// <summary>
/// Makes links to blobs. They are signed with the account's key where the client has it (tests), else with a user delegation key of the
/// hub's identity, so that nobody needs the account's key.
/// </summary>
internal sealed class BlobLinks(BlobContainerClient container, TimeProvider clock)
{
    /// <summary>Longest lifetime of a link: a user delegation key is valid for at most 7 days, less a margin for clock skew.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    // Clock skew: a link that is valid from now may not be valid yet by the clock of the service.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    // A key is used for half a day; it is replaced earlier where a link outlives it.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(12);

    private volatile UserDelegationKey? _key;

    public async Task<Uri> CreateAsync(BlobClient blob, DateTimeOffset until, CancellationToken cancel)
    {
        var link = new BlobSasBuilder(BlobSasPermissions.Read, until)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = clock.GetUtcNow() - ClockSkew,
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttp ? SasProtocol.HttpsAndHttp : SasProtocol.Https,
        };
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(link);
        var key = await KeyAsync(until, cancel);
        return new BlobUriBuilder(blob.Uri) { Sas = link.ToSasQueryParameters(key, blob.AccountName) }.ToUri();
    }

    private async Task<UserDelegationKey> KeyAsync(DateTimeOffset until, CancellationToken cancel)
    {
        if (_key is { } held && IsValidFor(held, until)) return held;
        // Two concurrent callers may fetch two keys; both are valid.
        var now = clock.GetUtcNow();
        var end = until + ClockSkew > now + KeyLifetime ? until + ClockSkew : now + KeyLifetime;
        return _key = (await container.GetParentBlobServiceClient().GetUserDelegationKeyAsync(now - ClockSkew, end, cancel)).Value;
    }

    private bool IsValidFor(UserDelegationKey key, DateTimeOffset until) => key.SignedExpiresOn >= until && key.SignedExpiresOn > clock.GetUtcNow() + ClockSkew;
}
