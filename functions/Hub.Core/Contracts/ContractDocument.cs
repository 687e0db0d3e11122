using System.Text.Json;
using Hub.Core.Orders;

namespace Hub.Core.Contracts;

/// <summary>A fault in a document that an administrator put.</summary>
/// <param name="Pointer">JSON Pointer.</param>
/// <param name="Detail">What is expected there.</param>
public sealed record DocumentFault(string Pointer, string Detail);

/// <summary>Reads the contract document of the manage face, as far as routing needs it; every other member is kept as it is.</summary>
public static class ContractDocument
{
    /// <summary>The contract in a document that was checked when it was put.</summary>
    public static Contract Parse(string number, string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<DocumentFault>();
        return Read(number, document.RootElement, faults)
            ?? throw new InvalidOperationException($"The stored contract {number} is not readable: {faults[0].Pointer} {faults[0].Detail}");
    }

    /// <summary>Reads and checks a document; null where <paramref name="faults"/> has any.</summary>
    public static Contract? Read(string number, JsonElement root, List<DocumentFault> faults)
    {
        var before = faults.Count;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(new("", "A contract is a JSON object."));
            return null;
        }
        var contractor = Text(root, "contractor", "", required: true, faults);
        var from = Date(root, "validFrom", required: true, faults);
        var to = Date(root, "validTo", required: false, faults);
        if (from is not null && to < from) faults.Add(new("/validTo", "The last day must not lie before validFrom."));
        var areas = Items(root, "areas", faults, Area);
        var work = Items(root, "work", faults, Work);
        return faults.Count > before ? null : new Contract
        {
            Number = number, Contractor = contractor!, ValidFrom = from!.Value, ValidTo = to, Areas = areas, Work = work,
        };
    }

    private static ContractArea? Area(JsonElement item, string pointer, List<DocumentFault> faults)
    {
        var area = Text(item, "area", pointer, required: false, faults);
        var complex = Text(item, "complex", pointer, required: false, faults);
        List<string>? codes = null;
        var inRange = item.TryGetProperty("postalCodes", out var range) && range.ValueKind is not JsonValueKind.Null;
        if (inRange)
        {
            if (range.ValueKind is JsonValueKind.Array && range.GetArrayLength() == 2
                && range.EnumerateArray().All(c => c.ValueKind is JsonValueKind.String && IsPostalCode(c.GetString()!)))
                codes = [.. range.EnumerateArray().Select(c => c.GetString()!)];
            if (codes is null || string.CompareOrdinal(codes[0][..4], codes[1][..4]) > 0) faults.Add(new($"{pointer}/postalCodes", "Two postal codes, first and last, such as [\"1011\", \"1019ZZ\"]."));
        }
        if ((area is null ? 0 : 1) + (complex is null ? 0 : 1) + (inRange ? 1 : 0) == 1) return new ContractArea(area, complex, codes);
        faults.Add(new(pointer, "Exactly one of area, complex and postalCodes."));
        return null;
    }

    private static ContractWork? Work(JsonElement item, string pointer, List<DocumentFault> faults)
    {
        var kind = Text(item, "kind", pointer, required: true, faults);
        if (kind is null) return null;
        if (!Enum.TryParse<OrderKind>(kind, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(kind[0]))
        {
            faults.Add(new($"{pointer}/kind", $"One of {string.Join(", ", Enum.GetNames<OrderKind>())}."));
            return null;
        }
        var rank = 1;
        if (item.TryGetProperty("rank", out var given) && !(given.ValueKind is JsonValueKind.Number && given.TryGetInt32(out rank) && rank >= 1))
            faults.Add(new($"{pointer}/rank", "A whole number from 1."));
        return new ContractWork(parsed, Text(item, "specialism", pointer, required: false, faults), rank);
    }

    private static bool IsPostalCode(string text) =>
        text.Length is 4 or 6 && text[..4].All(char.IsAsciiDigit) && text[4..].All(char.IsAsciiLetterUpper);

    private static string? Text(JsonElement item, string name, string pointer, bool required, List<DocumentFault> faults)
    {
        if (!item.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            if (required) faults.Add(new($"{pointer}/{name}", "Required."));
            return null;
        }
        if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        faults.Add(new($"{pointer}/{name}", "A text that is not empty."));
        return null;
    }

    private static DateOnly? Date(JsonElement root, string name, bool required, List<DocumentFault> faults)
    {
        var text = Text(root, name, "", required, faults);
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date)) return date;
        faults.Add(new($"/{name}", "A date such as 2026-01-31."));
        return null;
    }

    private static List<T> Items<T>(JsonElement root, string name, List<DocumentFault> faults, Func<JsonElement, string, List<DocumentFault>, T?> read)
        where T : class
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind is JsonValueKind.Null) return [];
        if (list.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(new($"/{name}", "An array."));
            return [];
        }
        var items = new List<T>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var pointer = $"/{name}/{index++}";
            if (item.ValueKind is not JsonValueKind.Object) faults.Add(new(pointer, "An object."));
            else if (read(item, pointer, faults) is { } value) items.Add(value);
        }
        return items;
    }
}
