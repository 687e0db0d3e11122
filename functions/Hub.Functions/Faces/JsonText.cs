using System.Text.Json;

namespace Hub.Functions.Faces;

/// <summary>Whether a document can be given back as it came.</summary>
internal static class JsonText
{
    /// <summary>False where a text holds half a surrogate pair: JSON lets it in, and nothing lets it out again.</summary>
    public static bool IsValid(JsonElement element)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(element, ManageJson.Default.JsonElement);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or JsonException)
        {
            return false;
        }
    }
}
