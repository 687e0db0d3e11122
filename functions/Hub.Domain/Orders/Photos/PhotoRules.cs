using System.Buffers;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>What holds for photos: how they are named, who sees them, and which the contract asks.</summary>
public static class PhotoRules
{
    /// <summary>Rejected photos of one order that are kept to be shown, at most.</summary>
    public const int MaxRejectedShown = 50;

    /// <summary>What is expected of a photo's id.</summary>
    public const string ExpectedId = "1 to 100 letters, digits, hyphens, underscores and points, with a letter or a digit first";

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>True for an id that an address, a file name and every format can hold as it is.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= Limits.KeyLength && char.IsAsciiLetterOrDigit(id[0]) && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>The id of a photo whose sender has a key of its own for it: that key where it can be one, else a hash of it.</summary>
    /// <param name="prefix">Of the sender, so that keys of different senders differ.</param>
    /// <param name="key">The sender's key.</param>
    public static string IdFor(string prefix, string key) =>
        prefix.Length + 1 + key.Length <= Limits.KeyLength && IsId($"{prefix}-{key}") ? $"{prefix}-{key}" : $"{prefix}-{OrderId.Uuid5($"photo\n{key}"):N}";

    /// <summary>
    /// True where a contractor may see a photo: its own, and the corporation's; those of a contractor before it are between that one and the
    /// corporation.
    /// </summary>
    public static bool IsFor(string contractorId, Actor by) => by.Role is not PartyRole.Contractor || by.PartnerId == contractorId;

    /// <summary>True where the order has the line: its own, extra work agreed or asked for.</summary>
    public static bool HasLine(Order order, string line) =>
        order.Content.Lines.Concat(order.ExtraWork.AgreedLines).Concat(order.ExtraWork.Pending?.Lines ?? []).Any(l => IsOf(l.Number, line));

    /// <summary>True where a photo of this number is of the line: it is the line's, or that of the task whose lines are numbered behind it (7: 7.1, 7.2).</summary>
    public static bool IsOf(string line, string photo) =>
        line == photo || (line.Length > photo.Length + 1 && line[photo.Length] == '.' && line.StartsWith(photo, StringComparison.Ordinal));

    /// <summary>Refuses a photo of a line that the order does not have.</summary>
    public static readonly Refusal NoSuchLine = new(RefusalKind.Invalid, "line-unknown", "The order has no such line: name one of its lines, or none.");

    /// <summary>
    /// How many photos are missing that the contract asks; empty where none is. The same picture counts once, under however many ids and
    /// moments it came, and one that was deleted counts as the one that it was: its contractor had given it.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="withAwaited">True to count photos that are still to be fetched as if they had come, each with a picture of its own.</param>
    public static IReadOnlyList<MissingPhotos> MissingOf(Order order, bool withAwaited = false)
    {
        if (order.Assignment.Terms?.Evidence is not { } rule) return [];
        // The kept picture: another Exif does not make it another.
        var come = order.Photos.Received.Select(p => new Shown(p.Picture.Sha256, p.Added.Moment, p.Added.LineNumber, p.By));
        var awaited = order.Photos.Awaited.Select(p => new Shown($"awaited {p.Announced.PhotoId}", p.Announced.Moment, p.Announced.LineNumber, p.By));
        var given = (withAwaited ? come.Concat(awaited) : come).Where(p => order.Assignment.ContractorId is { } contractor && IsFor(contractor, p.By)).ToList();
        // An order without lines is as one line.
        if (!rule.PerLine || order.Money.Lines.Count == 0) return Missing(null, given) is { } whole ? [whole] : [];

        var lines = order.Money.Lines.Where(l => rule.Coverage is null || l.Coverage == rule.Coverage).Select(l => l.Line.Number).ToList();
        // Where there is but one line that asks for them, a photo of the order is a photo of that line.
        return [.. lines.Select(l => Missing(l, given.Where(p => p.Line == l || (p.Line is null && lines.Count == 1)))).OfType<MissingPhotos>()];

        MissingPhotos? Missing(string? line, IEnumerable<Shown> photos)
        {
            var pictures = photos.GroupBy(p => p.Picture, (_, same) => same.Select(p => p.Moment).ToHashSet()).ToList();
            var both = pictures.Count(p => p.IsSupersetOf([PhotoMoment.Before, PhotoMoment.After]));
            var before = Math.Max(0, rule.Before + both - pictures.Count(p => p.Contains(PhotoMoment.Before)));
            var after = Math.Max(0, rule.After + both - pictures.Count(p => p.Contains(PhotoMoment.After)));
            // What came as both proves one of the two: whichever still needs it.
            var asBefore = Math.Min(before, both);
            var asAfter = Math.Min(after, both - asBefore);
            return before > asBefore || after > asAfter ? new MissingPhotos(line, before - asBefore, after - asAfter) : null;
        }
    }

    /// <summary>When the photos of an order are to be deleted; null as long as it has not ended.</summary>
    /// <param name="order">The order.</param>
    /// <param name="usualYears">Years after its end, where its contract names none.</param>
    public static DateTimeOffset? DeleteAt(Order order, int usualYears) => order.EndedAt?.AddYears(order.Assignment.Terms?.PhotoYears ?? usualYears);

    private sealed record Shown(string Picture, PhotoMoment Moment, string? Line, Actor By);
}
