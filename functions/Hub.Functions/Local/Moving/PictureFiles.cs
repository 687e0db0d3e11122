using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Domain.Orders;
using Hub.Pictures;

namespace Hub.Functions.Local.Moving;

/// <summary>Pictures as they stand in an export: a line for each picture of an order, and a file for each hash.</summary>
internal sealed class PictureFiles(MovableHub hub, MoveFolder folder) : IMovedRecords<MovedPicture>
{
    // Each has some megabytes, and as many are in memory.
    private const int AtOnce = 4;

    public async IAsyncEnumerable<MovedPicture> ReadAsync(MovedPicture? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var some = new List<MovedPicture>();
        await foreach (var picture in hub.Pictures.ReadAsync(after, cancel))
        {
            some.Add(picture);
            if (some.Count < AtOnce) continue;
            await KeepAsync(some, cancel);
            foreach (var kept in some) yield return kept;
            some.Clear();
        }
        await KeepAsync(some, cancel);
        foreach (var kept in some) yield return kept;
    }

    // Without their bytes.
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        var count = 0L;
        await foreach (var _ in hub.Pictures.ReadAsync(null, cancel)) count++;
        return count;
    }

    // The same picture of several orders is one file.
    private Task KeepAsync(List<MovedPicture> some, CancellationToken cancel) =>
        Task.WhenAll(some.DistinctBy(p => p.Sha256).Select(p => KeepAsync(p, cancel)));

    public Task WriteAsync(long first, IReadOnlyList<MovedPicture> page, DateTimeOffset at, CancellationToken cancel) => Parallel.ForEachAsync(
        page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (picture, c) =>
        {
            var name = NameOf(picture.Sha256);
            var bytes = folder.OnDisk(() => File.Exists(folder.PathOf(name)) ? File.ReadAllBytes(folder.PathOf(name)) : null)
                ?? throw new MoveException($"The file {folder.PathOf(name)} is missing.");
            if (bytes.Length != picture.Length || HashOf(bytes) != picture.Sha256) throw new MoveException($"The file {folder.PathOf(name)} is damaged.");
            await hub.Evidence.PutAsync(KeyOf(picture), new PictureBytes(bytes), new EvidenceInfo(picture.MediaType, picture.PhotoId, picture.ReceivedAt), c);
        });

    /// <summary>The name of the file of a picture.</summary>
    public static string NameOf(string sha256) => $"pictures/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    private async Task KeepAsync(MovedPicture picture, CancellationToken cancel)
    {
        var name = NameOf(picture.Sha256);
        // Of another order, or of a run before: it was compared when it was written.
        if (new FileInfo(folder.PathOf(name)) is { Exists: true } there && there.Length == picture.Length) return;
        var bytes = new byte[picture.Length];
        await using (var content = await hub.Evidence.OpenAsync(KeyOf(picture), 0, null, cancel) ?? throw Damaged(picture))
        {
            if (content.Length != picture.Length) throw Damaged(picture);
            await content.Content.ReadExactlyAsync(bytes, cancel);
        }
        if (HashOf(bytes) != picture.Sha256) throw Damaged(picture);
        folder.Keep(name, bytes);
    }

    private static MoveException Damaged(MovedPicture picture) => new(
        $"The picture {picture.Sha256} of order {picture.OrderId} is not what its name says: it is damaged. Put it back from a backup, or delete the photo.");

    private static EvidenceKey KeyOf(MovedPicture picture) => new(new OrderId(picture.OrderId), picture.Sha256);

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
