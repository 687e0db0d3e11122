namespace Hub.Domain.Keys;

/// <summary>Dutch postal codes.</summary>
public static class PostalCodeText
{
    /// <summary>Four digits and two capitals without a space where the text is a postal code in whatever spacing and case; else the text as it is.</summary>
    public static string? Of(string? text)
    {
        if (text is null || IsWhole(text)) return text;
        var code = string.Concat(KeyText.Of(text).Where(c => c != ' ')).ToUpperInvariant();
        return IsWhole(code) ? code : text;
    }

    /// <summary>True for four digits and two capitals.</summary>
    public static bool IsWhole(string text) => text.Length == 6
        && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text.AsSpan(4).IndexOfAnyExceptInRange('A', 'Z') < 0;
}
