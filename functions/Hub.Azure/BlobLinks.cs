using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Hub.Azure;

/// <summary>
/// Makes links to blobs. They are signed with the account's key where the client has it (tests), else with a user delegation
/// key: the hub's own identity then answers for them, and nobody holds the account's key.
/// </summary>
internal sealed class BlobLinks(BlobContainerClient container, TimeProvider clock)
{
    /// <summary>How far ahead a link may end: a user delegation key lives 7 days at most, less what clocks may differ.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    // Clocks differ: a link that begins now may not have begun yet where it is used.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // One key serves the links of half a day; one that ends before a link does is replaced.
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(12);

    private volatile UserDelegationKey? _key;

    public async Task<Uri> MakeAsync(BlobClient blob, DateTimeOffset until, CancellationToken cancel)
    {
        var link = new BlobSasBuilder(BlobSasPermissions.Read, until)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = clock.GetUtcNow() - Skew,
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttp ? SasProtocol.HttpsAndHttp : SasProtocol.Https,
        };
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(link);
        var key = await KeyAsync(until, cancel);
        return new BlobUriBuilder(blob.Uri) { Sas = link.ToSasQueryParameters(key, blob.AccountName) }.ToUri();
    }

    private async Task<UserDelegationKey> KeyAsync(DateTimeOffset until, CancellationToken cancel)
    {
        if (_key is { } held && Serves(held, until)) return held;
        // Two that find none at once fetch two, and both are good.
        var now = clock.GetUtcNow();
        var end = until + Skew > now + KeyLife ? until + Skew : now + KeyLife;
        return _key = (await container.GetParentBlobServiceClient().GetUserDelegationKeyAsync(now - Skew, end, cancel)).Value;
    }

    private bool Serves(UserDelegationKey key, DateTimeOffset until) => key.SignedExpiresOn >= until && key.SignedExpiresOn > clock.GetUtcNow() + Skew;
}
