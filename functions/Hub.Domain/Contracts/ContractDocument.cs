using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Domain.Calendar;
using Hub.Domain.Documents;
using Hub.Domain.Keys;

namespace Hub.Domain.Contracts;

/// <summary>Reads and checks the contract document of the administration API, as a whole; every error is named at its place.</summary>
public static class ContractDocument
{
    /// <summary>
    /// The contract in a document that was checked when it was put. What this version of the hub would refuse, and an
    /// earlier one let pass, has no effect and does no harm: a contract that is in force stays in force.
    /// </summary>
    public static Contract Parse(ContractRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        var errors = new List<ReadError>();
        var contract = ReadAll(record.Number, document.RootElement, errors)
            ?? throw new InvalidOperationException($"The stored contract {record.Number} is not readable: {errors[0].Place} {errors[0].Expected}");
        return contract with { Version = record.Version, PriceList = record.PriceList };
    }

    /// <summary>Reads and checks a document; null where <paramref name="errors"/> has any.</summary>
    public static Contract? Read(string number, JsonElement root, List<ReadError> errors)
    {
        var before = errors.Count;
        if (number.Length is 0 or > Limits.KeyLength || !KeyText.IsUsable(number) || !KeyText.FitsAddress(number))
            errors.Add(new("", "A contract number of at most 100 characters, without control characters, line breaks and invisible characters."));
        if (!JsonUnicode.IsValid(JsonMarshal.GetRawUtf8Value(root))) errors.Add(new("", "Texts of valid Unicode: an escape such as \\ud800 stands alone."));
        else if (ReadAll(number, root, errors) is { } contract && errors.Count == before) return contract;
        return null;
    }

    // What can be read is read, error or not, so that one round names all of them.
    private static Contract? ReadAll(string number, JsonElement root, List<ReadError> errors)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new("", "A contract is a JSON object."));
            return null;
        }
        var whole = new DocumentReader(root, "", errors);
        var contractor = whole.Key("contractor", required: true);
        var from = whole.Date("validFrom", required: true);
        var to = whole.Date("validTo");
        if (from is not null && to < from) whole.AddError("validTo", "The last day must not lie before validFrom.");
        var contract = new Contract
        {
            Number = number,
            Contractor = contractor ?? "",
            ValidFrom = from ?? default,
            ValidTo = to,
            Dwellings = whole.Whole("dwellings", 1, int.MaxValue),
            Areas = whole.Items("areas", ContractDocumentParts.Area, ContractDocumentParts.AreaKey, "Each area, complex and range once"),
            Work = whole.Items("work", ContractDocumentParts.Work, w => $"{w.Kind} {w.Specialism?.ToUpperInvariant()}", "Each kind and specialism once"),
            Pricing = whole.Object("pricing", ContractDocumentParts.Pricing) ?? ContractPricing.None,
            Mandates = ContractDocumentParts.Mandates(whole),
            WorkingHours = whole.Object("workingHours", ContractDocumentParts.WorkingHours) ?? WorkingHours.Usual,
            ServiceLevels = ContractDocumentParts.ServiceLevels(whole),
            Evidence = whole.Items("evidence", ContractDocumentParts.Evidence),
            PhotoYears = whole.Whole("photoYears", 1, Contract.MaxPhotoYears),
            Sampling = whole.Items("sampling", ContractDocumentParts.Sampling, s => $"{s.Kind}", "One rule for each kind"),
            Targets = whole.Object("targets", TargetParts.Targets) ?? [],
            Incentives = TargetParts.Incentives(whole),
            MinimumCount = whole.Whole("minimumCount", 1, 1_000) ?? Contract.UsualMinimumCount,
        };
        whole.Close();
        return contractor is null || from is null ? null : contract;
    }
}
