namespace Hub.Domain.Figures;

/// <summary>Figures on the messages between the hub and its partners.</summary>
internal static class DeliveryKpis
{
    private static readonly KpiReading Reading = new(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new YearMonth(2026, 3));

    public static readonly IReadOnlyList<Kpi<DeliveryFact>> All = [MessagesHealthy()];

    private static Kpi<DeliveryFact> MessagesHealthy() => new(
        new KpiDefinition
        {
            Key = "messagesHealthy",
            Name = "Koppeling",
            Explanation = "Hoe goed berichten bij een partner aankomen: in één keer, snel, en hoeveel er nu vastzitten.",
            Formula = "Berichten die bij de eerste poging zijn aangekomen, gedeeld door alle berichten die zijn aangekomen, geparkeerd of minstens één keer "
                + "mislukt. Ernaast staan het deel dat binnen vijf minuten na klaarzetten aankwam, en hoeveel berichten nu geparkeerd zijn. Overgeslagen "
                + "berichten tellen niet mee.",
            FormulaInEnglish = "Deliveries made without a failure / deliveries made, parked, or failed at least once; beside it those made within five "
                + "minutes of being enqueued, of all whose five minutes are over, and the number parked now. Skipped ones are left out. By partner.",
            CountsIn = "De kalendermaand (Nederlandse tijd) waarin het bericht is klaargezet; het aantal geparkeerde is een stand van nu.",
            Direction = KpiDirection.HigherIsBetter,
            Source = KpiSource.Deliveries,
            Example = new("In maart waren er 1.000 berichten voor een partner. 990 kwamen in één keer aan: 990 / 1.000 = 99 %.",
                new Cell { Numerator = 990, Denominator = 1_000 }, 0.99m, Reading),
            Measures =
            [
                new("messagesHealthy", "In één keer afgeleverd", "messagesHealthy", KpiUnit.Share, new KpiMethod.Share()),
                new("messagesHealthy.prompt", "Binnen vijf minuten afgeleverd", "messagesHealthy.prompt", KpiUnit.Share, new KpiMethod.Share()),
                new("messagesHealthy.parked", "Nu geparkeerd", "messagesHealthy.parked", KpiUnit.Number, new KpiMethod.CountNow()),
            ],
        },
        Count);

    private static IEnumerable<Counted> Count(DeliveryFact delivery)
    {
        if (delivery.State is DeliveryOutcome.Skipped) yield break;
        var isMade = delivery.State is DeliveryOutcome.Delivered;
        if (delivery.State is not DeliveryOutcome.Pending || delivery.Failures > 0)
            yield return In("messagesHealthy", Cell.Counted(isMade && delivery.Failures == 0));
        yield return In("messagesHealthy.prompt", delivery.State is DeliveryOutcome.Pending
            ? Cell.Open(delivery.CreatedAt + DeliveryFact.Prompt)
            : Cell.Counted(delivery.IsPrompt is true));
        if (delivery.State is DeliveryOutcome.Parked)
            yield return new Counted("messagesHealthy.parked", null, new Cell { Denominator = 1 }, new Party(delivery.PartnerId, null));

        Counted In(string figure, Cell cell) => new(figure, delivery.CreatedAt, cell, new Party(delivery.PartnerId, null));
    }
}
