using Hub.Domain;

namespace Hub.Formats.Canonical;

/// <summary>Free text: up to <see cref="MaxLength"/> characters, line breaks allowed. A string without a mark is a key.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextAttribute : Attribute
{
    public const int MaxLength = Limits.TextLength;
}

/// <summary>A word of people: a name, a part of an address. As long as a key, and kept as it is written.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameAttribute(int maxLength = Limits.KeyLength) : Attribute
{
    public int MaxLength { get; } = maxLength;
}

/// <summary>A key longer than the usual <see cref="DefaultLength"/> characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeyAttribute(int maxLength) : Attribute
{
    public const int DefaultLength = Limits.KeyLength;

    public int MaxLength { get; } = maxLength;
}

/// <summary>One of the words of <see cref="WireNames"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordAttribute(Type meaning) : Attribute
{
    public Type Meaning { get; } = meaning;
}

/// <summary>A GS1 location number.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GlnAttribute : Attribute;

/// <summary>An amount in EUR with at most this many decimals.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MoneyAttribute(int decimals = 2) : Attribute
{
    public int Decimals { get; } = decimals;
}
