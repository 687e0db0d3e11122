using System.Runtime.CompilerServices;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Domain.Orders;
using Hub.Embedded.Files;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>The pictures below <c>evidence/</c> in the data directory, by their trailers.</summary>
internal sealed class EmbeddedPictures(string dataDirectory) : IMovedPictures
{
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = 0, MatchType = MatchType.Simple };

    private readonly string _root = Path.Combine(Path.GetFullPath(dataDirectory), "evidence");

    public async IAsyncEnumerable<MovedPicture> ReadAsync(MovedPicture? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after is null ? "" : new EvidenceKey(new OrderId(after.OrderId), after.Sha256).ToString();
        foreach (var first in OnDisk(() => Folders(_root)))
        {
            foreach (var second in OnDisk(() => Folders(Path.Combine(_root, first))))
            {
                var folder = $"{first}/{second}";
                // The folders before that of the last one need not be read.
                if (last.Length > 0 && string.CompareOrdinal(folder, last[..folder.Length]) < 0) continue;
                foreach (var name in OnDisk(() => Files(Path.Combine(_root, first, second))))
                {
                    cancel.ThrowIfCancellationRequested();
                    if (string.CompareOrdinal($"{folder}/{name}", last) <= 0) continue;
                    yield return await Task.Run(() => OnDisk(() => Read(Path.Combine(_root, first, second, name), name[..64])), cancel);
                }
            }
        }
    }

    private static MovedPicture Read(string path, string sha256)
    {
        using var file = File.OpenHandle(path);
        var trailer = EvidenceTrailer.Read(file, path);
        return new MovedPicture(trailer.OrderId, sha256, trailer.Length, trailer.MediaType, trailer.PhotoId, trailer.ReceivedAt.ToUniversalTime());
    }

    private static List<string> Folders(string folder) => !Directory.Exists(folder)
        ? []
        : [.. new DirectoryInfo(folder).EnumerateDirectories("??", Plain).Select(d => d.Name).Order(StringComparer.Ordinal)];

    // <hash>-<order>; a thumbnail's has something behind it.
    private static List<string> Files(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", Plain).Select(f => f.Name).Where(n => n.Length == 64 + 1 + 32 && n[64] == '-')
            .Order(StringComparer.Ordinal),
    ];

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException e)
        {
            throw new StoreException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {_root}, which holds the pictures, cannot be read: {DiskTroubles.Of(e).Words() ?? e.Message}", e);
        }
    }
}
