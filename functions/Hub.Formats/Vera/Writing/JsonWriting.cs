using System.Text.Json;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>The small shapes that VERA repeats everywhere. Members without a value are left out: VERA knows no null.</summary>
internal static class JsonWriting
{
    public static void Text(this Utf8JsonWriter json, string member, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) json.WriteString(member, text);
    }

    public static void Moment(this Utf8JsonWriter json, string member, DateTimeOffset? moment)
    {
        if (moment is { } m) json.WriteString(member, Timestamps.Text(m));
    }

    public static void Day(this Utf8JsonWriter json, string member, DateOnly? day)
    {
        if (day is { } d) json.WriteString(member, Timestamps.Text(d));
    }

    public static void Code(this Utf8JsonWriter json, string member, string? code)
    {
        if (code is null) return;
        json.WriteStartObject(member);
        json.WriteString("code", code);
        json.WriteEndObject();
    }

    public static void Code<T>(this Utf8JsonWriter json, string member, CodeEntry<T>? row)
    {
        if (row is null) return;
        json.WriteStartObject(member);
        json.WriteString("code", row.Code);
        json.WriteString("naam", row.Name);
        json.WriteEndObject();
    }

    public static void Key(this Utf8JsonWriter json, string member, string? key, VeraOrderKey name)
    {
        if (key is null) return;
        json.WriteStartObject(member);
        json.Key(key, name);
        json.WriteEndObject();
    }

    public static void Key(this Utf8JsonWriter json, string key, VeraOrderKey name) => json.WriteString(
        name switch { VeraOrderKey.Id => "id", VeraOrderKey.IdExtern => "idExtern", _ => "code" }, key);

    public static void Extra(this Utf8JsonWriter json, string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return;
        json.WriteStartObject();
        json.WriteString("naam", name);
        json.WriteString("waarde", value);
        json.WriteEndObject();
    }
}
