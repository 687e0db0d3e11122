using Hub.Domain.Orders;

namespace Hub.Formats.Dico.Writing;

/// <summary>Photos that the contract asks and that are missing, in words for a contractor's screen: how many, of what and of which line.</summary>
public static class MissingPhotosText
{
    /// <summary>All of them, such as <c>regel 2: 1 foto na; regel 3: 2 foto's voor en 1 foto na</c>; null where none is missing.</summary>
    public static string? Words(IReadOnlyList<MissingPhotos> missing)
    {
        var parts = missing.Where(m => m.Before > 0 || m.After > 0).Select(Words).ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string Words(MissingPhotos missing)
    {
        string?[] counts = [Count(missing.Before, "voor"), Count(missing.After, "na")];
        return (missing.LineNumber is null ? "" : $"regel {missing.LineNumber}: ") + string.Join(" en ", counts.Where(c => c is not null));
    }

    private static string? Count(int photos, string moment) => photos switch
    {
        <= 0 => null,
        1 => $"1 foto {moment}",
        _ => $"{photos} foto's {moment}",
    };
}
