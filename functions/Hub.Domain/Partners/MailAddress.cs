namespace Hub.Domain.Partners;

/// <summary>Mail addresses to which the hub writes: those that every mail server takes.</summary>
public static class MailAddress
{
    /// <summary>What is expected of one, for an error.</summary>
    public const string Expected = "A mail address, such as beheer@corporatie.example.";

    /// <summary>Of one list, at most.</summary>
    public const int MaxInList = 50;

    private const string Special = "!#$%&'*+-/=?^_`{|}~";

    // RFC 5321, 4.5.3.1: of the part before the @, and of the whole.
    private const int LongestLocalPart = 64;
    private const int Longest = 254;

    /// <summary>True for an address of the plain form (RFC 5322, dot-atom) whose domain is a name of letters, digits, hyphens and dots.</summary>
    public static bool IsUsable(string text)
    {
        if (text.Length > Longest || text.Split('@') is not [var local, var domain]) return false;
        return local.Length is > 0 and <= LongestLocalPart && domain.Contains('.', StringComparison.Ordinal)
            && local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || Special.Contains(c, StringComparison.Ordinal)))
            && domain.Split('.').All(label =>
                label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-');
    }
}
