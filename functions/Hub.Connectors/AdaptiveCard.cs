using System.Buffers;
using System.Text.Json;
using Hub.Application.Notices;

namespace Hub.Connectors;

/// <summary>
/// The message that a Teams workflow takes ("When a Teams webhook request is received"): an adaptive card of version 1.4. Its texts are text runs, which know
/// no markup: a name of a partner or a number of an order cannot become a link.
/// </summary>
internal static class AdaptiveCard
{
    public static ReadOnlyMemory<byte> MessageOf(NoticeMessage notice)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            json.WriteStartObject("content");
            WriteCard(json, notice);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return body.WrittenMemory;
    }

    private static void WriteCard(Utf8JsonWriter json, NoticeMessage notice)
    {
        var text = notice.Text;
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteString("lang", "nl");
        json.WriteString("fallbackText", text.Title);
        json.WriteStartArray("body");
        Block(json, text.Title, size: "Large", isBold: true);
        foreach (var paragraph in text.Paragraphs) Block(json, paragraph);
        foreach (var item in text.Items) Block(json, $"• {item}", isClose: true);
        Block(json, NoticeText.WhatToDo, isBold: true);
        for (var i = 0; i < text.Steps.Count; i++) Block(json, $"{i + 1}. {text.Steps[i]}", isClose: true);
        Block(json, NoticeText.HowOften, isSubtle: true);
        Block(json, NoticeText.Mark(notice.Id), isSubtle: true, isClose: true);
        json.WriteEndArray();
        if (text.Link is null) return;
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteString("type", "Action.OpenUrl");
        json.WriteString("title", "Naar de hub");
        json.WriteString("url", text.Link.AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Block(Utf8JsonWriter json, string text, string? size = null, bool isBold = false, bool isSubtle = false, bool isClose = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        if (isClose) json.WriteString("spacing", "Small");
        json.WriteStartArray("inlines");
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        if (size is not null) json.WriteString("size", size);
        if (isBold) json.WriteString("weight", "Bolder");
        if (isSubtle) json.WriteBoolean("isSubtle", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
