namespace Hub.Formats.Vera;

/// <summary>The <c>extra-attributen</c> that the hub reads; others are passed over.</summary>
internal sealed class VeraExtras
{
    private readonly Dictionary<string, string?> _values;

    public string? Urgency => _values.GetValueOrDefault(VeraNames.Extra.Urgency);
    public string? Remarks => _values.GetValueOrDefault(VeraNames.Extra.Remarks);
    public string? Answer => _values.GetValueOrDefault(VeraNames.Extra.Answer);
    public string? Explanation => _values.GetValueOrDefault(VeraNames.Extra.Explanation);
    /// <summary>What the document says of it in so many words; null where it leaves it to the status.</summary>
    public bool? QuotationAsked { get; private init; }

    /// <summary>True where extra work is agreed to, false where it is declined; null where nothing is said of it.</summary>
    public bool? ExtraWorkAgreed { get; private init; }

    public static VeraExtras Read(VeraNode order)
    {
        bool? asked = null;
        bool? agreed = null;
        var read = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in order.Objects("extra-attributen"))
        {
            if (attribute.Text("naam") is not { } name || !Known.Contains(name)) continue;
            var value = attribute.Text("waarde");
            if (!read.TryAdd(name, value)) attribute.Fault($"{name} once");
            if (name.Equals(VeraNames.Extra.ExtraWork, StringComparison.OrdinalIgnoreCase) && value is not null)
            {
                if (value is "akkoord" or "afgewezen") agreed = value is "akkoord";
                else attribute.Fault("waarde", "akkoord or afgewezen");
            }
            if (!name.Equals(VeraNames.Extra.QuotationAsked, StringComparison.OrdinalIgnoreCase) || value is null) continue;
            if (value is "true" or "false") asked = value is "true";
            else attribute.Fault("waarde", "true or false, as a text");
        }
        return new VeraExtras(read) { QuotationAsked = asked, ExtraWorkAgreed = agreed };
    }

    private VeraExtras(Dictionary<string, string?> values) => _values = values;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        VeraNames.Extra.Urgency, VeraNames.Extra.Remarks, VeraNames.Extra.Answer, VeraNames.Extra.Explanation, VeraNames.Extra.QuotationAsked,
        VeraNames.Extra.ExtraWork,
    };
}
