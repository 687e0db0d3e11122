using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Dico.Codes;

/// <summary>One code of DICO and its meaning.</summary>
/// <param name="Code">The standard's code.</param>
/// <param name="Value">What the hub calls it.</param>
public sealed record CodeEntry<T>(string Code, T Value);

/// <summary>
/// The code lists of DICO SALES005, but for the statuses (<see cref="StatusTable"/>). A connection may override single
/// codes under the list names <c>status</c>, <c>unit</c>, <c>agreement</c>, <c>type</c>, <c>cause</c> and <c>documentType</c>.
/// </summary>
public static class CodeMaps
{
    /// <summary>InstructionType; list <c>type</c>.</summary>
    public static readonly IReadOnlyList<CodeEntry<OrderKind>> Types =
    [
        new("REP", OrderKind.Repair),
        new("MUT", OrderKind.Turnover),
        new("INS", OrderKind.Inspection),
    ];

    /// <summary>
    /// InstructionAgreementMethod; list <c>agreement</c>. Generation A has no <c>GAR</c>: warranty goes there as
    /// <see cref="WarrantyInGenerationA"/>, and InstructionTypeSpecification <c>GAR</c> says what it is.
    /// </summary>
    public static readonly IReadOnlyList<CodeEntry<AgreementMethod>> Agreements =
    [
        new("AFK", AgreementMethod.LumpSum),
        new("ANS", AgreementMethod.FixedSum),
        new("EHP", AgreementMethod.UnitPrice),
        new("REG", AgreementMethod.TimeAndMaterials),
        new("GAR", AgreementMethod.Warranty),
    ];

    /// <summary>Nothing is paid for either one apart: of generation A's methods this comes nearest to warranty.</summary>
    public const string WarrantyInGenerationA = "AFK";

    /// <summary>InstructionTypeSpecification of warranty, in every generation.</summary>
    public const string WarrantySpecification = "GAR";

    /// <summary>InstructionTypeSpecification of a normal order.</summary>
    public const string NormalSpecification = "ORG";

    /// <summary>ReasonRepairCode and the VERA DEFECTOORZAAK that it is; <c>DEF</c> names no cause. List <c>cause</c>.</summary>
    public static readonly IReadOnlyList<CodeEntry<string?>> Causes =
    [
        new("HUU", "BEW"),
        new("OUD", "OUD"),
        new("SLT", "SLT"),
        new("DEF", null),
    ];

    /// <summary>Units; the canonical model has the same codes. List <c>unit</c>.</summary>
    public static readonly IReadOnlyList<CodeEntry<string>> Units =
    [
        new("CMT", "CMT"), new("DAY", "DAY"), new("GRM", "GRM"), new("HUR", "HUR"), new("KGM", "KGM"), new("LTR", "LTR"), new("MIN", "MIN"),
        new("MLT", "MLT"), new("MMT", "MMT"), new("MTK", "MTK"), new("MTQ", "MTQ"), new("MTR", "MTR"), new("PCE", "PCE"), new("TNE", "TNE"),
    ];

    /// <summary>VATRate: true for the standard rate, false for exempt.</summary>
    public static readonly IReadOnlyList<CodeEntry<bool>> VatRates = [new("S", true), new("E", false)];

    /// <summary>ReverseChargeIndicator: true where VAT is reverse-charged.</summary>
    public static readonly IReadOnlyList<CodeEntry<bool>> ReverseCharges = [new("J", true), new("N", false)];

    /// <summary>DocumentType of a photo: true where it says so, false where it may be another document too. List <c>documentType</c>.</summary>
    public static readonly IReadOnlyList<CodeEntry<bool>> PhotoTypes = [new("PHO", true), new("OTA", false)];

    /// <summary>FileType and the ending of FileName, in any case, of the pictures that the hub takes; the first of a media type is the one that it
    /// writes.</summary>
    public static readonly IReadOnlyList<CodeEntry<string>> FileTypes =
    [
        new("jpg", "image/jpeg"), new("jpeg", "image/jpeg"), new("jpe", "image/jpeg"), new("jfif", "image/jpeg"), new("pjpeg", "image/jpeg"),
        new("png", "image/png"), new("webp", "image/webp"), new("heic", "image/heic"), new("heif", "image/heic"),
    ];

    /// <summary>
    /// The characteristic Moment of a photo, in any case. The standard names none, so that this is the hub's own list: in English as in
    /// its API, and in Dutch, of which the hub writes the words.
    /// </summary>
    public static readonly IReadOnlyList<CodeEntry<PhotoMoment>> Moments =
    [
        new("voor", PhotoMoment.Before), new("na", PhotoMoment.After), new("schade", PhotoMoment.Damage),
        new("before", PhotoMoment.Before), new("after", PhotoMoment.After), new("damage", PhotoMoment.Damage),
    ];

    /// <summary>The lists of which a connection may override codes, by their names.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Overridable = new Dictionary<string, IReadOnlyList<string>>
    {
        ["status"] = [.. StatusTable.All.Select(r => r.Code)],
        ["unit"] = [.. Units.Select(r => r.Code)],
        ["agreement"] = [.. Agreements.Select(r => r.Code)],
        ["type"] = [.. Types.Select(r => r.Code)],
        ["cause"] = [.. Causes.Select(r => r.Code)],
        ["documentType"] = [.. PhotoTypes.Select(r => r.Code)],
    };

    /// <summary>The row with this code, in any case; null where there is none.</summary>
    public static CodeEntry<T>? Find<T>(this IReadOnlyList<CodeEntry<T>> list, string code) => list.FirstOrDefault(r => KeyText.Codes.Equals(r.Code, code));

    /// <summary>The code of a value that the list has; null where it has none.</summary>
    public static string? CodeOf<T>(this IReadOnlyList<CodeEntry<T>> list, T value) =>
        list.FirstOrDefault(r => EqualityComparer<T>.Default.Equals(r.Value, value))?.Code;

    /// <summary>All codes of a list, for a sentence.</summary>
    public static string Listed<T>(this IReadOnlyList<CodeEntry<T>> list) => string.Join(", ", list.Select(r => r.Code));
}
