using System.Text;

namespace Hub.Application.Notices;

/// <summary>What a notice says, in Dutch: facts and order numbers, never personal data.</summary>
/// <param name="Title">The subject of the mail, the title of the card.</param>
/// <param name="Paragraphs">What happened.</param>
/// <param name="Items">What it is about, a line each; empty where the paragraphs say it all.</param>
/// <param name="Steps">What to do, a line each.</param>
/// <param name="Link">Where the hub is; null where its public address is not set.</param>
public sealed record NoticeText(string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Items, IReadOnlyList<string> Steps, Uri? Link)
{
    /// <summary>Heading of <see cref="Steps"/>.</summary>
    public const string WhatToDo = "Wat kunt u doen?";

    /// <summary>The last line but one: how often a mail about this comes.</summary>
    public const string HowOften = "Over dit onderwerp krijgt u hooguit één bericht per uur.";

    /// <summary>By this line a person recognises a notice that came twice.</summary>
    public static string Mark(string id) => $"Kenmerk: {id}";

    /// <summary>The text of a mail, lines ending in CR LF.</summary>
    /// <param name="id">Id of the notice.</param>
    public string ToPlainText(string id)
    {
        var text = new StringBuilder();
        foreach (var paragraph in Paragraphs) Line(paragraph).Append("\r\n");
        foreach (var item in Items) Line($"- {item}");
        if (Items.Count > 0) text.Append("\r\n");
        Line(WhatToDo);
        for (var i = 0; i < Steps.Count; i++) Line($"{i + 1}. {Steps[i]}");
        text.Append("\r\n");
        if (Link is not null) Line($"De hub: {Link.AbsoluteUri}").Append("\r\n");
        Line(HowOften);
        Line(Mark(id));
        return text.ToString();

        StringBuilder Line(string line) => text.Append(line).Append("\r\n");
    }
}
