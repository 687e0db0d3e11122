using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Formats.Dutch;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>VERA's error body, <c>Foutbericht {code, omschrijving}</c>. The schema has it for every answer but 400 to PUT and PATCH, 401 and 404.</summary>
public static class ErrorBody
{
    /// <summary>Code of a message that could not be read.</summary>
    public const string Unreadable = "unreadable";

    private const int MaxPlaces = 20;

    // An ERP asks for statuses: what is possible are these, by their codes in ONDERHOUDSORDERSTATUS.
    private static readonly PartnerTerms Terms = new(Code, EventNames.Of, subject => (subject.PossibleStatuses ?? []).Select(Code));

    /// <summary>An error by its code and a sentence.</summary>
    public static byte[] Write(string code, string description) => OrderDocument.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("omschrijving", description);
        json.WriteEndObject();
    });

    /// <summary>Why a message was refused, in Dutch and with VERA's codes.</summary>
    public static string Sentence(Refusal refusal) => RefusalSentence.Of(refusal, Terms);

    /// <summary>Why a message could not be read: each place with what was expected there, the first twenty.</summary>
    public static byte[] Write(IReadOnlyList<ReadError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors.Take(MaxPlaces))
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(error.Place.Length == 0 ? "het document" : error.Place).Append(": verwacht ").Append(error.Expected);
        }
        if (errors.Count > MaxPlaces) text.Append("; en nog ").Append(errors.Count - MaxPlaces);
        return Write(Unreadable, text.Append('.').ToString());
    }

    private static string Code(OrderStatus status) => CodeMaps.Statuses.Rows.First(r => r.Value == status).Code;
}
