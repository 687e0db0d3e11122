namespace Hub.Domain.Partners;

/// <summary>GS1 Global Location Number: 13 digits, the last one a check digit (GS1 General Specifications, section 7.9).</summary>
public static class Gln
{
    /// <summary>True for 13 digits with the right check digit.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 13 } || !text.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return (10 - sum % 10) % 10 == text[12] - '0';
    }
}
