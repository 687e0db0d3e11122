using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.Domain.Documents;

/// <summary>
/// Values that come as plain text, in queries, headers and settings. The parsers of .NET pass over NUL characters behind a value; here it is none then.
/// </summary>
public static class PlainValue
{
    /// <summary>A whole number of ASCII digits and nothing else.</summary>
    public static bool TryWhole([NotNullWhen(true)] string? text, out long number)
    {
        number = 0;
        return text is not null && text.All(char.IsAsciiDigit) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A whole number of ASCII digits and nothing else.</summary>
    public static bool TryWhole([NotNullWhen(true)] string? text, out int number)
    {
        var isOne = TryWhole(text, out long found) && found <= int.MaxValue;
        number = isOne ? (int)found : 0;
        return isOne;
    }

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public static bool TryFlag([NotNullWhen(true)] string? text, out bool flag)
    {
        flag = "true".Equals(text, StringComparison.OrdinalIgnoreCase);
        return flag || "false".Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
