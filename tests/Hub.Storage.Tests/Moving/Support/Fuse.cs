using System.Runtime.CompilerServices;
using Hub.Application.Moving;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>Ends a move as a crash would: at the given one of all places between which it could be killed.</summary>
internal sealed class Fuse(int at)
{
    private int _passed;

    /// <summary>A move was ended.</summary>
    public sealed class BlownException : Exception;

    /// <summary>The hub, of which each record that is read and each page that is written is such a place; a page before it is written and after.</summary>
    public MovableHub In(MovableHub hub) => hub with
    {
        Erasures = In(hub.Erasures),
        Streams = In(hub.Streams), Deliveries = In(hub.Deliveries), Pending = In(hub.Pending), Messages = In(hub.Messages), Contacts = In(hub.Contacts),
        Agenda = In(hub.Agenda), Partners = In(hub.Partners), PartnerKeys = In(hub.PartnerKeys), Prices = In(hub.Prices), Contracts = In(hub.Contracts),
        Dwellings = In(hub.Dwellings), ReaderKeys = In(hub.ReaderKeys), Secrets = In(hub.Secrets), Notices = In(hub.Notices), Audit = In(hub.Audit),
        Reports = In(hub.Reports),
        Pictures = new PicturesInFuse(this, hub.Pictures), Target = new TargetInFuse(this, hub.Target),
    };

    private RecordsInFuse<T> In<T>(IMovedRecords<T> records)
        where T : class => new(this, records);

    private void Pass()
    {
        if (++_passed == at) throw new BlownException();
    }

    private sealed class RecordsInFuse<T>(Fuse fuse, IMovedRecords<T> records) : IMovedRecords<T>
        where T : class
    {
        public async IAsyncEnumerable<T> ReadAsync(T? after, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var record in records.ReadAsync(after, cancel))
            {
                yield return record;
                fuse.Pass();
            }
        }

        public async Task WriteAsync(long first, IReadOnlyList<T> page, DateTimeOffset at, CancellationToken cancel)
        {
            fuse.Pass();
            await records.WriteAsync(first, page, at, cancel);
            fuse.Pass();
        }
    }

    private sealed class PicturesInFuse(Fuse fuse, IMovedPictures pictures) : IMovedPictures
    {
        public async IAsyncEnumerable<MovedPicture> ReadAsync(MovedPicture? after, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var picture in pictures.ReadAsync(after, cancel))
            {
                yield return picture;
                fuse.Pass();
            }
        }
    }

    private sealed class TargetInFuse(Fuse fuse, IMoveTarget target) : IMoveTarget
    {
        public Task CheckAsync(CancellationToken cancel) => target.CheckAsync(cancel);

        public Task<bool> IsEmptyAsync(CancellationToken cancel) => target.IsEmptyAsync(cancel);

        public Task<ImportProgress?> FindImportAsync(CancellationToken cancel) => target.FindImportAsync(cancel);

        public Task<DateTimeOffset?> LastWorkedAsync(CancellationToken cancel) => target.LastWorkedAsync(cancel);

        public Task<bool> SaveImportAsync(ImportProgress progress, CancellationToken cancel) => target.SaveImportAsync(progress, cancel);

        public async Task FollowFromHereAsync(DateTimeOffset now, CancellationToken cancel)
        {
            await target.FollowFromHereAsync(now, cancel);
            fuse.Pass();
        }
    }
}
