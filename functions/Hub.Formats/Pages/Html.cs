using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Hub.Formats.Pages;

/// <summary>
/// Text of a page. It is made of an interpolated string: what is written in the source is taken as it is, and every value is encoded, unless it is
/// <see cref="Html"/> itself.
/// </summary>
/// <param name="Text">The text, encoded.</param>
public readonly record struct Html(string Text)
{
    /// <summary>The text of an interpolated string.</summary>
    public static Html Of(HtmlHandler handler) => new(handler.ToString());

    /// <summary>Parts one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Text)));

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}

/// <summary>Takes the parts of an interpolated string, and encodes its values.</summary>
/// <param name="literalLength">Characters of the source.</param>
/// <param name="formattedCount">Number of values.</param>
[InterpolatedStringHandler]
public readonly struct HtmlHandler(int literalLength, int formattedCount)
{
    private const int UsualLength = 16;

    private readonly StringBuilder _text = new(literalLength + (UsualLength * formattedCount));

    /// <summary>A part of the source.</summary>
    public void AppendLiteral(string text) => _text.Append(text);

    /// <summary>A value: encoded, for the text of an element and for an attribute in quotes.</summary>
    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    /// <summary>Text that is encoded already.</summary>
    public void AppendFormatted(Html value) => _text.Append(value.Text);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
