using System.Text;
using Hub.Application.Intake;

namespace Hub.Formats.Vera.Writing;

/// <summary>VERA's error body, <c>Foutbericht {code, omschrijving}</c>. The schema has it for every answer but 400 to PUT and PATCH, 401 and 404.</summary>
public static class ErrorBody
{
    /// <summary>Code of a message that could not be read.</summary>
    public const string Unreadable = "unreadable";

    private const int Told = 20;

    /// <summary>A fault by its code and a sentence.</summary>
    public static byte[] Write(string code, string description) => OrderDocument.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("omschrijving", description);
        json.WriteEndObject();
    });

    /// <summary>Why a message could not be read: each place with what was expected there, the first twenty.</summary>
    public static byte[] Write(IReadOnlyList<ReadError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors.Take(Told))
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(error.Place.Length == 0 ? "the document" : error.Place).Append(": expected ").Append(error.Expected);
        }
        if (errors.Count > Told) text.Append("; and ").Append(errors.Count - Told).Append(" more");
        return Write(Unreadable, text.Append('.').ToString());
    }
}
