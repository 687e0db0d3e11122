using System.Collections.Frozen;
using Hub.Domain.Keys;

namespace Hub.Domain.Contracts;

/// <summary>
/// Units in which work is counted: DICO's codes (UnitCode), and the everyday words and VERA codes (MEETEENHEID) by which
/// price lists call them.
/// </summary>
public static class PriceUnits
{
    /// <summary>What is expected of a unit.</summary>
    public const string Expected = "A unit: a DICO code such as PCE, HUR, MTR or MTK, or an everyday word such as st, uur, m1 or m2.";

    private static readonly FrozenDictionary<string, string> Codes = new (string Code, string[] Words)[]
    {
        ("CMT", ["cm", "centimeter"]),
        ("DAY", ["dag", "dagen"]),
        ("GRM", ["g", "gr", "gram"]),
        ("HUR", ["uur", "uren", "u"]),
        ("KGM", ["kg", "kilo", "kilogram", "kgr"]),
        ("LTR", ["l", "liter"]),
        ("MIN", ["minuut", "minuten"]),
        ("MLT", ["ml", "milliliter"]),
        ("MMT", ["mm", "millimeter", "mil"]),
        ("MTK", ["m2", "m²"]),
        ("MTQ", ["m3", "m³"]),
        ("MTR", ["m", "m1", "m¹", "meter"]),
        ("PCE", ["st", "stu", "stuk", "stuks", "post"]),
        ("TNE", ["ton"]),
    }.SelectMany(u => u.Words.Append(u.Code).Select(word => (word, u.Code))).ToFrozenDictionary(u => u.word, u => u.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The DICO code of a word, in any case; null for one that is not known.</summary>
    public static string? Find(string? word) => word is null ? null : Codes.GetValueOrDefault(word.TrimEnd('.'));

    /// <summary>True where two words are the same unit: one code, or one word where it is no unit that is known.</summary>
    public static bool AreSame(string one, string other) => KeyText.SameCode(Find(one) ?? one, Find(other) ?? other);
}
