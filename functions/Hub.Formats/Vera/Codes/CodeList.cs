using System.Collections.Frozen;
using Hub.Domain.Keys;
using Hub.Domain.Partners;

namespace Hub.Formats.Vera.Codes;

/// <summary>One row of a VERA code list.</summary>
/// <param name="Code">The code in messages.</param>
/// <param name="Name">The list's Dutch name of it.</param>
/// <param name="Value">What the hub makes of it.</param>
public sealed record CodeEntry<T>(string Code, string Name, T Value);

/// <summary>A VERA code list as the hub knows it: a table, searched both ways.</summary>
public sealed class CodeList<T>
{
    private readonly FrozenDictionary<string, CodeEntry<T>> _byCode;
    private readonly string? _overrides;

    /// <summary>Makes the list of its rows.</summary>
    /// <param name="name">VERA's name of the list (<c>Soort</c> in the reference data).</param>
    /// <param name="overrides">The name in <see cref="MemberNames.Lists"/> under which a connection may override codes; null for none.</param>
    /// <param name="rows">The rows; where several have one value, the first is written.</param>
    public CodeList(string name, string? overrides, params IReadOnlyList<CodeEntry<T>> rows)
    {
        Name = name;
        Rows = rows;
        _overrides = overrides;
        _byCode = rows.ToFrozenDictionary(r => r.Code, KeyText.Codes);
    }

    /// <summary>VERA's name of the list.</summary>
    public string Name { get; }

    /// <summary>The rows, in the order of the table.</summary>
    public IReadOnlyList<CodeEntry<T>> Rows { get; }

    /// <summary>The name under which a connection may override codes, with all codes of the list; null where it may not.</summary>
    internal (string List, IReadOnlyList<string> Codes)? Overridable => _overrides is null ? null : (_overrides, [.. Rows.Select(r => r.Code)]);

    /// <summary>The codes that the hub takes from this partner, separated by commas, for an error's sentence.</summary>
    public string AllowedFor(Connection connection) => string.Join(
        ", ", Rows.Where(r => r.Value is not null).Select(r => _overrides is null ? r.Code : connection.FromStandard(_overrides, r.Code)));

    /// <summary>The row of a code as this partner uses it, in any case; null where the list has none.</summary>
    public CodeEntry<T>? Find(string code, Connection connection) =>
        _byCode.GetValueOrDefault(KeyText.Of(_overrides is null ? code : connection.ToStandard(_overrides, code)));

    /// <summary>The row of a value, with the code as this partner uses it; null where there is none.</summary>
    public CodeEntry<T>? For(T value, Connection connection)
    {
        foreach (var row in Rows)
            if (EqualityComparer<T>.Default.Equals(row.Value, value))
                return _overrides is null ? row : row with { Code = connection.FromStandard(_overrides, row.Code) };
        return null;
    }
}
