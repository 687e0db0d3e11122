using System.Text.Json;
using Hub.Domain.Calendar;
using Hub.Domain.Documents;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>The parts of a contract document, each with its own rules.</summary>
internal static class ContractDocumentParts
{
    private const int PriceDecimals = 4;
    private const int MandateDecimals = 2;
    private const int LongestDescription = 1_000;
    private const int MaxPhotos = 50;

    public static ContractArea? Area(DocumentReader at)
    {
        var area = at.Key("area");
        var complex = at.Key("complex");
        var listed = at.List("postalCodes").Select(c => c.Item.ValueKind is JsonValueKind.String ? c.Item.GetString()! : "").ToList();
        var codes = at.Has("postalCodes") ? listed : null;
        if (codes is not null && !(codes.Count == 2 && codes.All(IsPostalCode) && string.CompareOrdinal(codes[0], LastOf(codes[1])) <= 0))
            at.AddError("postalCodes", "Two postal codes, first and last, such as [\"1011\", \"1019ZZ\"].");
        if ((area is null ? 0 : 1) + (complex is null ? 0 : 1) + (codes is null ? 0 : 1) == 1) return new ContractArea(area, complex, codes);
        at.AddError("Exactly one of area, complex and postalCodes.");
        return null;
    }

    /// <summary>What an area is, in words that are another area's only where that is the same; areas are codes, complexes keep their case.</summary>
    public static string AreaKey(ContractArea area) =>
        area.Area is { } code ? $"area {code.ToUpperInvariant()}"
        : area.Complex is { } complex ? $"complex {complex}"
        : $"from {string.Join(" to ", area.PostalCodes ?? [])}";

    public static ContractWork? Work(DocumentReader at)
    {
        var kind = at.Choice<OrderKind>("kind", required: true);
        var specialism = at.Key("specialism");
        var rank = at.Whole("rank", 1, 100) ?? 1;
        return kind is { } given ? new ContractWork(given, specialism, rank) : null;
    }

    public static ContractPricing Pricing(DocumentReader at) => new(
        at.Amount("lumpSumPerDwelling", PriceDecimals),
        at.Items("packages", Package, p => p.Code.ToUpperInvariant(), "Each code once"));

    public static List<Mandate> Mandates(DocumentReader whole)
    {
        DocumentReader? unlimited = null;
        var highest = 0m;
        return whole.Items("mandates", at =>
        {
            var role = at.Key("role", required: true);
            var upTo = at.Amount("upTo", MandateDecimals, aboveZero: true);
            unlimited?.AddError("upTo", "Required: only the last mandate decides on any amount.");
            if (upTo <= highest) at.AddError("upTo", "More than the mandate before it: the lowest stands first.");
            unlimited = at.Has("upTo") ? null : at;
            highest = upTo ?? highest;
            return role is null ? null : new Mandate(role, upTo);
        }, m => m.Role.ToUpperInvariant(), "Each role once");
    }

    public static WorkingHours? WorkingHours(DocumentReader at)
    {
        var from = at.Time("from", required: true);
        var until = at.Time("until", required: true);
        if (until <= from) at.AddError("until", "Later than from, on the same day.");
        return from is { } opens && until is { } closes && opens < closes ? new WorkingHours(opens, closes) : null;
    }

    /// <summary>The levels; of each kind one may be its default, and must be where they name several urgencies.</summary>
    public static List<ServiceLevel> ServiceLevels(DocumentReader whole)
    {
        var levels = whole.Items("serviceLevels", ServiceLevel, s => $"{s.Kind} {s.Urgency?.ToUpperInvariant()}", "One level for each kind and urgency");
        foreach (var kind in levels.GroupBy(s => s.Kind))
        {
            var defaults = kind.Count(s => s.IsDefault || s.Urgency is null);
            if (defaults > 1)
                whole.AddError("serviceLevels", $"One default for {kind.Key}: a level without an urgency is for every urgency that has none of its own.");
            if (defaults == 0 && kind.Count() > 1)
                whole.AddError("serviceLevels", $"A default for {kind.Key}: \"default\": true on one of its levels, or a level without an urgency. "
                    + "It holds for orders whose urgency the contract does not name.");
        }
        return levels;
    }

    private static ServiceLevel? ServiceLevel(DocumentReader at)
    {
        var kind = at.Choice<OrderKind>("kind", required: true);
        var level = new ServiceLevel
        {
            Kind = kind ?? default,
            Urgency = at.Key("urgency"),
            IsDefault = at.Flag("default") ?? false,
            IsEmergency = at.Flag("emergency") ?? false,
            RespondWithin = at.Duration("respondWithin"),
            CompleteWithin = at.Duration("completeWithin"),
            LeadTime = at.Duration("leadTime"),
            Clock = at.Choice<ServiceClockKind>("clock", required: true) ?? default,
            RespondBy = at.Choice<ResponseBy>("respondBy") ?? default,
            StopsFor = at.Choices<InterruptionReason>("stopsFor"),
        };
        if (!at.Has("respondWithin") && !at.Has("completeWithin") && !at.Has("leadTime"))
            at.AddError("At least one of respondWithin, completeWithin and leadTime.");
        if (level.LeadTime is not null && kind is not null and not OrderKind.Turnover)
            at.AddError("leadTime", "Only for Turnover: a lead time runs from the keys received.");
        return kind is null ? null : level;
    }

    public static EvidenceRule? Evidence(DocumentReader at)
    {
        var coverage = at.Choice<AgreementMethod>("coverage");
        var kind = at.Choice<OrderKind>("kind");
        var before = at.Whole("before", 0, MaxPhotos, required: true);
        var after = at.Whole("after", 0, MaxPhotos, required: true);
        var perLine = at.Flag("perLine") ?? false;
        if (before is 0 && after is 0) at.AddError("At least one photo, before or after.");
        return before is { } first && after is { } last ? new EvidenceRule(coverage, kind, first, last, perLine) : null;
    }

    public static SamplingRule? Sampling(DocumentReader at)
    {
        var kind = at.Choice<OrderKind>("kind", required: true);
        var share = at.Number("share", required: true, n => n is >= 0 and <= 1, "A number from 0 to 1: 0.05 is one in twenty.");
        return kind is { } given && share is { } part ? new SamplingRule(given, part) : null;
    }

    private static PackagePrice? Package(DocumentReader at)
    {
        var code = at.Key("code", required: true);
        var description = at.Text("description", required: true, LongestDescription);
        var price = at.Amount("price", PriceDecimals, required: true);
        var unit = at.Key("unit");
        var known = PriceUnits.Find(unit);
        if (unit is not null && known is null) at.AddError("unit", PriceUnits.Expected);
        return code is not null && description is not null && price is { } amount ? new PackagePrice(code, description, amount, known) : null;
    }

    private static bool IsPostalCode(string text) =>
        text.Length is 4 or 6 && text[..4].All(char.IsAsciiDigit) && text[4..].All(char.IsAsciiLetterUpper);

    private static string LastOf(string code) => code.Length == 4 ? code + "ZZ" : code;
}
