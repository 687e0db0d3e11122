using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Pictures.Thumbnails;
using Hub.Testing;
using Hub.Testing.Orders;
using Hub.Testing.Pictures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Support;

/// <summary>An address that answers as the test scripts it.</summary>
internal sealed class ScriptedSource : IPhotoSource
{
    /// <summary>Who was asked for what, in order.</summary>
    public List<string> Asked { get; } = [];

    public Func<string, FetchResult> Answer { get; set; } = _ => new FetchResult.Fetched(PhotoBench.Picture());

    public void Fails(FailureKind kind = FailureKind.Broken, bool isFinal = false) =>
        Answer = _ => new FetchResult.Failed(new SendResult.Failed(kind, 500, null, "The address answered 500."), isFinal);

    /// <summary>What each fetch waits for.</summary>
    public Func<Task> Opening { get; set; } = () => Task.CompletedTask;

    /// <summary>What the fetch of an address waits for.</summary>
    public Func<string, Task> OpeningOf { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<FetchResult> FetchAsync(Partner partner, string url, int most, CancellationToken cancel)
    {
        lock (Asked) Asked.Add($"{partner.Id} {url}");
        await Opening();
        await OpeningOf(url);
        return Answer(url);
    }
}

/// <summary>A thumbnailer that gives what the test wants, when it wants.</summary>
internal sealed class ScriptedThumbnailer : IThumbnailer
{
    public int Made { get; private set; }

    public Func<Task<byte[]?>> Make { get; set; } = () => Task.FromResult<byte[]?>([1, 2, 3]);

    public async ValueTask<byte[]?> MakeAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken cancel)
    {
        Made++;
        return await Make();
    }
}

/// <summary>All that takes photos in and keeps them, in memory, and an order that Alfa works on.</summary>
internal sealed class PhotoBench
{
    public static readonly RetentionPeriods Retention = new(TimeSpan.FromDays(90), TimeSpan.FromDays(365), PhotoYears: 7);

    public PhotoBench(OrderStory? story = null)
        : this((story ?? OrderStory.Started()).Events)
    {
    }

    public PhotoBench(IEnumerable<RecordedEvent> events)
    {
        Log.Put(Given.Id, events);
        Store = new MemoryEvidence(Steps);
        Agenda = new MemoryAgenda(Steps);
        Metrics = new HubMetrics(Clock);
        Keep = new StorePictures(Store, Agenda, new MemoryLeases(), Clock, Metrics);
        var registry = Registry.Cached(Clock);
        Add = new AddPhoto(Log, Keep, new DecisionContextLoader(new MemoryDwellings(), registry), Clock);
        Delete = new DeletePhoto(Log, Keep, Clock);
        Forget = new DeleteExpiredPhotos(Log, Agenda, Keep, Delete, Retention, Clock, NullLogger<DeleteExpiredPhotos>.Instance);
        var one = new FetchPhoto(
            Log, Agenda, Source, Add, registry, new PublicAddress(new Uri("https://hub.example/")), Clock, NullLogger<FetchPhoto>.Instance);
        Fetch = new FetchPhotos(Agenda, one, Clock, NullLogger<FetchPhotos>.Instance);
        Small = new ShowThumbnail(Store, Thumbnailer, Keep, Clock, NullLogger<ShowThumbnail>.Instance);
        Verify = new VerifyPhoto(Store);
    }

    public FakeClock Clock { get; } = new(Given.Start.AddDays(1));

    public HubMetrics Metrics { get; }

    public MemoryLog Log { get; } = new();

    /// <summary>What was done with pictures and the agenda, in order.</summary>
    public List<string> Steps { get; } = [];

    public MemoryEvidence Store { get; }

    public MemoryAgenda Agenda { get; }

    public MemoryRegistry Registry { get; } = new();

    public ScriptedSource Source { get; } = new();

    public ScriptedThumbnailer Thumbnailer { get; } = new();

    public StorePictures Keep { get; }

    public AddPhoto Add { get; }

    public DeletePhoto Delete { get; }

    public DeleteExpiredPhotos Forget { get; }

    public FetchPhotos Fetch { get; }

    public ShowThumbnail Small { get; }

    public VerifyPhoto Verify { get; }

    public Order Order => Log.Order(Given.Id)!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The names of the last events of the order.</summary>
    public IReadOnlyList<string> LastEvents(int count) => [.. Log.All.TakeLast(count).Select(e => e.Event.Name)];

    /// <summary>A picture as it comes in; another number is another picture.</summary>
    /// <param name="number">Which.</param>
    /// <param name="text">What its maker wrote into its metadata, of which nothing is kept.</param>
    public static byte[] Picture(int number = 1, string text = "author") =>
        new PngBuilder { Width = 10 + number }.Chunk("tEXt", [.. "Author\0"u8, .. System.Text.Encoding.ASCII.GetBytes(text)]).Build();

    /// <summary>Where the store keeps a picture.</summary>
    public static EvidenceKey Key(int picture = 1, OrderId? order = null) =>
        new(order ?? Given.Id, PreparedPicture.Of(Picture(picture), new string('0', 64)).Picture!.Kept.Sha256);

    public Task<PhotoAnswer> AlfaAddsAsync(string id = "P-1", int picture = 1) => AddAsync(Given.ContractorAlfa, new PhotoToAdd(id, PhotoMoment.After), Picture(picture));

    public Task<PhotoAnswer> AddAsync(Actor by, PhotoToAdd photo, byte[] picture) => Add.AddAsync(Given.Id, by, photo, OriginalPicture.Of(picture), CancellationToken.None);

    /// <summary>Somebody deletes a photo for the privacy of who is seen on it.</summary>
    public Task<PhotoAnswer> DeleteAsync(string id = "P-1") => Delete.DeleteAsync(
        Given.Id, Given.Corporation, new PhotoDeleted(id, PhotoDeletion.Privacy, "The resident is seen on it.", "data protection officer"), CancellationToken.None);

    /// <summary>Writes an event down without asking a rule.</summary>
    public void Record(Actor by, OrderEvent e)
    {
        List<RecordedEvent> stream = [.. Log.All.Where(r => r.Stream == Given.Id)];
        stream.Add(new RecordedEvent { Stream = Given.Id, Version = stream.Count + 1, Event = e, By = by, OccurredAt = Now, RecordedAt = Now });
        Log.Put(Given.Id, stream);
    }

    /// <summary>Announces a photo of Alfa, as a message does.</summary>
    public void Announce(string id = "P-1", string? url = null)
    {
        Agenda.SetAsync(new AgendaItem(Given.Id, AgendaKind.Fetch, id, Now, PartnerId: Given.Alfa), CancellationToken.None);
        Record(Given.ContractorAlfa, url is null ? Given.Announced(id) : Given.Announced(id) with { Url = url });
    }

    public Task SweepFetchesAsync() => Fetch.SweepAsync(CancellationToken.None);

    /// <summary>Looks at the pictures that are due after this time.</summary>
    public Task SweepPicturesAsync(TimeSpan later = default)
    {
        Clock.Advance(later);
        return Forget.SweepAsync(CancellationToken.None);
    }
}

/// <summary>Reads answers on photos.</summary>
internal static class PhotoReading
{
    /// <summary>The photo of an answer; the test fails where it was refused.</summary>
    public static Photo Photo(this PhotoAnswer answer) =>
        answer is PhotoAnswer.Refused refused ? throw new Xunit.Sdk.XunitException($"Refused: {refused.Refusal}") : ((PhotoAnswer.Done)answer).Photo;

    /// <summary>The code of a refusal; the test fails where it was done.</summary>
    public static string Code(this PhotoAnswer answer) => Assert.IsType<PhotoAnswer.Refused>(answer).Refusal.Code;
}
