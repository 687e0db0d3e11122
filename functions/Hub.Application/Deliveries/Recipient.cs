namespace Hub.Application.Deliveries;

/// <summary>
/// To whom a delivery goes: a partner of the chain, or another kind of recipient (a resident, a member of staff, a survey bureau), each reached over
/// channels of its own. Stored rows, delivery ids and lane ids carry it, so its text form never changes: of a partner it is the partner's id alone
/// (partners were the first kind), of any other kind <c>&lt;kind&gt;:&lt;id&gt;</c>. A partner's id holds no colon.
/// </summary>
/// <param name="Kind">The kind: 1 to <see cref="LongestKind"/> lower-case letters a to z.</param>
/// <param name="Id">Which one of its kind; never empty. No personal data: it stands in logs and lists.</param>
public readonly record struct Recipient(string Kind, string Id)
{
    /// <summary>The kind of partners.</summary>
    public const string Partner = "partner";

    /// <summary>Most letters of a kind.</summary>
    public const int LongestKind = 20;

    /// <summary>The partner's id; null where this is no partner.</summary>
    public string? PartnerId => Kind is Partner ? Id : null;

    /// <summary>A partner as recipient.</summary>
    public static Recipient OfPartner(string partnerId) => new(Partner, partnerId);

    /// <summary>Reads the form of <see cref="ToString"/>; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Recipient recipient)
    {
        recipient = default;
        if (text.IsEmpty) return false;
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            recipient = OfPartner(text.ToString());
            return true;
        }
        var kind = text[..colon];
        var id = text[(colon + 1)..];
        // A partner has one text form and no second one.
        if (id.IsEmpty || kind is Partner || kind.Length is 0 or > LongestKind || kind.ContainsAnyExceptInRange('a', 'z')) return false;
        recipient = new Recipient(kind.ToString(), id.ToString());
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => Kind is Partner ? Id : $"{Kind}:{Id}";
}
