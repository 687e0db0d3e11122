using Hub.Formats.Vera.Writing;

namespace Hub.Functions.Http;

/// <summary>Faults as VERA's <c>Foutbericht {code, omschrijving}</c>, in Dutch.</summary>
internal static class VeraFaults
{
    // Errors that are told; whoever mends these sees the next.
    private const int MostErrors = 20;

    /// <summary>The JSON of a fault.</summary>
    public static byte[] Write(Fault fault)
    {
        fault = DutchFaults.Of(fault);
        var expected = fault.Errors.Count > 0 ? " Verwacht:" : "";
        var errors = string.Concat(fault.Errors.Take(MostErrors).Select(e => e.Place.Length > 0 ? $" {e.Place}: {e.Expected}." : $" {e.Expected}."))
            .Replace("..", ".", StringComparison.Ordinal);
        var receipt = fault.ReceiptId is { } id ? $" (ontvangst {id})" : "";
        var description = fault.Refusal is { } refusal
            ? $"{ErrorBody.Sentence(refusal)}{(refusal.Place is { } place ? $" Plaats: {place}." : "")}{receipt}"
            : $"{fault.Title}.{(fault.Detail is { } detail ? $" {detail}" : "")}{expected}{errors}{receipt}";
        return ErrorBody.Write(fault.Slug, description);
    }
}
