using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Formats.Vera;

/// <summary>A place in the document; it becomes a JSON Pointer (RFC 6901) only when an error asks for it.</summary>
internal sealed class Place(Place? parent, string? name, int index)
{
    public static readonly Place Root = new(null, null, 0);

    public Place Member(string member) => new(this, member, 0);

    public Place Item(int item) => new(this, null, item);

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        if (parent is null) return;
        parent.Append(text);
        text.Append('/');
        if (name is null) text.Append(CultureInfo.InvariantCulture, $"{index}");
        else text.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }
}
