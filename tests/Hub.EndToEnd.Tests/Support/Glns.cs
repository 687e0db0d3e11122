namespace Hub.EndToEnd.Tests.Support;

/// <summary>Location numbers of the tests' companies.</summary>
internal static class Glns
{
    public static readonly string Corporation = Of(1);

    /// <summary>A GLN with its check digit (GS1).</summary>
    public static string Of(int company)
    {
        var digits = $"87123450{company:0000}";
        var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{digits}{(10 - sum % 10) % 10}";
    }
}
