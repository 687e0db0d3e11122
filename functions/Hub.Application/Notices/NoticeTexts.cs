using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Domain.Calendar;
using Hub.Domain.Orders;
using Hub.Domain.Partners;

namespace Hub.Application.Notices;

/// <summary>A deadline that is about to pass, or has passed.</summary>
/// <param name="OrderNumber">Number of the order.</param>
/// <param name="Kind">Which of its deadlines.</param>
/// <param name="By">When it passes.</param>
/// <param name="ContractorName">Who has the order; null in what its contractor itself is told.</param>
/// <param name="IsPassed">Whether it has passed.</param>
public sealed record NearDeadline(string OrderNumber, DeadlineKind Kind, DateTimeOffset By, string? ContractorName, bool IsPassed);

/// <summary>
/// What notices say: Dutch, level B1, calm. They name partners, numbers of orders, moments and counts, and nothing that a partner or a resident wrote.
/// </summary>
public sealed class NoticeTexts(NoticeSettings settings)
{
    /// <summary>Lines of a list at most: more do not help whoever reads them.</summary>
    public const int MostItems = 20;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly string[] Weekdays = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];

    private static readonly string[] Months =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    /// <summary>Deliveries to a partner are parked.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="count">How many.</param>
    /// <param name="since">Since when the first; null where that is not known.</param>
    /// <param name="orders">Numbers of the orders that they are about, at most <see cref="MostItems"/>.</param>
    /// <param name="hasMore">Whether they are about others too.</param>
    public NoticeText Parked(Partner partner, int count, DateTimeOffset? since, IReadOnlyList<string> orders, bool hasMore) => Text(
        count == 1 ? $"1 bericht aan {partner.Name} komt niet aan" : $"{Number(count)} berichten aan {partner.Name} komen niet aan",
        [
            count == 1 ? $"De hub kan 1 bericht aan {partner.Name} niet bezorgen en probeert het niet meer."
                : $"De hub kan {Number(count)} berichten aan {partner.Name} niet bezorgen en probeert het niet meer.",
            $"{(since is { } first ? $"Dat is zo sinds {Moment(first)}. " : "")}"
            + "Latere berichten van dezelfde opdracht wachten tot dit is opgelost. Er is niets kwijt.",
        ],
        [.. orders.Select(number => $"opdracht {number}"), .. hasMore ? (string[])["en andere opdrachten"] : []],
        [
            $"Laat de beheerder van de hub kijken waarom {(count == 1 ? "het bericht" : "de berichten")} niet aankwam{(count == 1 ? "" : "en")}: "
            + "GET /api/v1/manage/deliveries?state=parked.",
            "Los de oorzaak op, of vraag dat aan de beheerder van het andere systeem.",
            "Laat de beheerder van de hub daarna alles opnieuw versturen.",
        ]);

    /// <summary>A partner has taken nothing for an hour.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="since">Since when.</param>
    /// <param name="pending">How many deliveries wait for it.</param>
    public NoticeText Failing(Partner partner, DateTimeOffset since, int pending)
    {
        // An endpoint that said that it is gone for good gets nothing more, until its connection is put again.
        var isStopped = partner.Connection.DisabledBecause is not null;
        var waiting = pending == 1 ? "Er wacht 1 bericht." : $"Er wachten {Number(pending)} berichten.";
        return Text(
            $"{partner.Name} neemt geen berichten van de hub aan",
            [
                $"Het systeem van {partner.Name} neemt geen berichten aan. Dat is zo sinds {Moment(since)}.",
                isStopped ? $"{waiting} De hub bewaart alles en stuurt niets meer tot de verbinding opnieuw is ingesteld. Er is niets kwijt."
                    : $"{waiting} De hub bewaart alles en probeert het steeds opnieuw. Er is niets kwijt.",
            ],
            [],
            [
                $"Vraag bij {partner.Name} na of er een storing of onderhoud is.",
                "Is het adres of de sleutel veranderd? Geef dat door aan de beheerder van de hub.",
                isStopped ? "Werkt het systeem weer? Laat de beheerder van de hub de verbinding opnieuw instellen. Daarna komen de berichten vanzelf."
                    : "Werkt het systeem weer? Dan hoeft u niets te doen: de berichten komen vanzelf.",
            ]);
    }

    /// <summary>Deadlines of a partner's orders are about to pass, or passed before there could be a notice of them.</summary>
    /// <param name="deadlines">Them, at least one.</param>
    public NoticeText Deadlines(IReadOnlyList<NearDeadline> deadlines)
    {
        var one = deadlines.Count == 1;
        var arePassed = deadlines.All(d => d.IsPassed);
        var what = arePassed ? one ? "is verlopen" : "zijn verlopen"
            : one ? "loopt bijna af" : deadlines.Any(d => d.IsPassed) ? "zijn verlopen of lopen bijna af" : "lopen bijna af";
        return Text(
            one ? $"Opdracht {deadlines[0].OrderNumber}: een termijn {what}" : $"{Number(deadlines.Count)} termijnen van opdrachten {what}",
            [one ? $"Deze afgesproken termijn {what}:" : $"Deze afgesproken termijnen {what}:"],
            Items(deadlines.OrderBy(d => d.By).Select(d =>
                $"opdracht {d.OrderNumber}{(d.ContractorName is { } name ? $" ({name})" : "")}: {Words(d.Kind)} uiterlijk {Moment(d.By)}"
                + (d.IsPassed ? " (is verlopen)" : ""))),
            [
                arePassed ? "Kijk hoe het met het werk staat." : "Kijk of het werk op tijd klaar is.",
                "Is het al gedaan? Meld dat dan via uw eigen systeem.",
                arePassed ? "Is het nog niet gedaan? Spreek een nieuwe datum af." : "Lukt het niet op tijd? Spreek op tijd een nieuwe datum af.",
            ]);
    }

    /// <summary>The platform's queue has dead letters.</summary>
    /// <param name="letters">They, at least one.</param>
    public NoticeText DeadLetters(DeadLetterPage letters)
    {
        var count = letters.HasMore ? $"meer dan {Number(letters.Items.Count)}" : Number(letters.Items.Count);
        var one = letters is { HasMore: false, Items.Count: 1 };
        // Of each queue as many are seen at most: one that has more has the most.
        var most = letters.Items.CountBy(d => d.Queue, StringComparer.Ordinal).Max(q => q.Value);
        return Text(
            one ? "1 bericht in een wachtrij van de hub is mislukt" : $"{Capital(count)} berichten in een wachtrij van de hub zijn mislukt",
            [
                one ? "De hub kon 1 bericht uit een wachtrij niet verwerken, ook niet na herhaling. Het is apart gezet."
                    : $"De hub kon {count} berichten uit een wachtrij niet verwerken, ook niet na herhaling. Ze zijn apart gezet.",
                $"Het oudste is van {Moment(letters.Items.Min(d => d.EnqueuedAt))}.",
            ],
            Items([
                .. letters.Items.CountBy(d => d.Queue, StringComparer.Ordinal).OrderByDescending(q => q.Value).Select(q =>
                    $"wachtrij {q.Key}: {(letters.HasMore && q.Value == most ? "minstens " : "")}"
                    + (q.Value == 1 ? "1 bericht" : $"{Number(q.Value)} berichten")),
                // Reasons are the hub's and the platform's own words to an administrator, and English.
                .. letters.Items.CountBy(d => (d.Queue, d.Reason)).OrderByDescending(r => r.Value)
                    .Select(r => $"melding in wachtrij {r.Key.Queue}: {r.Key.Reason} ({Number(r.Value)} keer)"),
            ]),
            [
                "Kijk welke het zijn: GET /api/v1/manage/dead-letters.",
                "Is het verholpen? Verstuur de berichten opnieuw: POST /api/v1/manage/dead-letters/replay.",
            ]);
    }

    /// <summary>A moment in Dutch words and Dutch time: <c>dinsdag 3 maart 2026 om 09.05 uur</c>.</summary>
    public static string Moment(DateTimeOffset moment)
    {
        var at = DutchTime.LocalOf(moment);
        return string.Create(Plain, $"{Weekdays[(int)at.DayOfWeek]} {at.Day} {Months[at.Month - 1]} {at.Year} om {at.Hour:00}.{at.Minute:00} uur");
    }

    private static string Words(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Respond => "reactie",
        DeadlineKind.Complete => "klaar",
        DeadlineKind.LeadTime => "goedgekeurd bij de eindopname",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A deadline without Dutch words."),
    };

    private static IReadOnlyList<string> Items(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count <= MostItems ? all : [.. all.Take(MostItems), $"en nog {Number(all.Count - MostItems)} andere"];
    }

    private static string Number(int count) => count.ToString(Plain);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private NoticeText Text(string title, IReadOnlyList<string> paragraphs, IReadOnlyList<string> items, IReadOnlyList<string> steps) =>
        new(title, paragraphs, items, steps, settings.Hub);
}
