using System.Globalization;
using Hub.Domain.Orders;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Events;

/// <summary>Which photos are missing, in words for a person and for a system.</summary>
internal static class MissingPhotosText
{
    /// <summary><c>Er ontbreken foto's: 1 voor, 2 na</c>, or of lines <c>Er ontbreken foto's: regel 2: 1 na; regel 3: 1 voor, 1 na</c>.</summary>
    public static string Sentence(IReadOnlyList<MissingPhotos> missing) =>
        $"Er ontbreken foto's: {string.Join("; ", missing.Select(m => m.LineNumber is null ? Words(m) : $"regel {m.LineNumber}: {Words(m)}"))}";

    /// <summary>The value of <see cref="MemberNames.Extra.MissingPhotos"/>.</summary>
    public static string Text(IReadOnlyList<MissingPhotos> missing) => string.Join(',', missing.Select(m => string.Create(
        CultureInfo.InvariantCulture, $"{(m.LineNumber is null ? "" : $"{m.LineNumber}:")}voor={m.Before};na={m.After}")));

    private static string Words(MissingPhotos m) => string.Join(", ", ((string?[])
    [
        m.Before > 0 ? string.Create(CultureInfo.InvariantCulture, $"{m.Before} voor") : null,
        m.After > 0 ? string.Create(CultureInfo.InvariantCulture, $"{m.After} na") : null,
    ]).OfType<string>());
}
