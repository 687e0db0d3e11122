using Hub.Domain.Calendar;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Figures;

/// <summary>Builds facts and reads figures from them. Times are Dutch; <see cref="ContractStory"/> places its order on Monday 2 March 2026 at 10:00.</summary>
internal static class FigureCase
{
    public static readonly YearMonth March = new(2026, 3);

    /// <summary>Long after everything in the tests.</summary>
    public static readonly DateTimeOffset Later = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the clocks in the Netherlands show; of days on which they are not changed.</summary>
    public static DateTimeOffset At(int month, int day, int hour = 0, int minute = 0) =>
        DutchTime.StartOf(new DateOnly(2026, month, day)).AddHours(hour).AddMinutes(minute);

    public static OrderFacts Facts(this ContractStory story) => OrderFacts.Of(story.Events);

    public static OrderFacts Facts(this OrderStory story) => OrderFacts.Of(story.Events);

    public static OrderFact Fact(this ContractStory story) => story.Facts().Order;

    /// <summary>The story goes on at a moment; what is said must be accepted.</summary>
    public static ContractStory AlfaAt(this ContractStory story, DateTimeOffset at, OrderEvent fact) => story.SayAt(Given.ContractorAlfa, at, new Report(fact));

    public static ContractStory CorporationAt(this ContractStory story, DateTimeOffset at, OrderEvent fact) =>
        story.SayAt(Given.Corporation, at, new Report(fact));

    public static ContractStory SayAt(this ContractStory story, Actor by, DateTimeOffset at, OrderCommand command)
    {
        story.Now = at;
        story.Decide(by, command).EventNames();
        return story;
    }

    /// <summary>A figure over facts of orders, in a month or of now.</summary>
    public static KpiValue Read(string measure, YearMonth? month, DateTimeOffset asOf, params OrderFacts[] facts) =>
        Read(measure, month, asOf, facts.SelectMany(Kpis.ContributionsOf));

    public static KpiValue Read(
        string measure, YearMonth? month, DateTimeOffset asOf, IEnumerable<Contribution> contributions, int minimum = 1, long? dwellings = null)
    {
        var definition = Kpis.Definitions.Single(d => d.Measures.Any(m => m.Key == measure));
        var read = definition.Measures.Single(m => m.Key == measure);
        var cells = contributions.Where(c => c.Key.Figure == read.Figure && IsIn(c.Key.Month)).Aggregate(Cell.None, (sum, c) => sum + c.Cell);
        return KpiValue.Read(definition, read, cells, new KpiReading(asOf, month, minimum, dwellings));

        bool IsIn(YearMonth? at) => at is null == month is null && (at is not { } m || (m <= month && m > month!.Value.Plus(-definition.Months)));
    }

    /// <summary>A figure's value and how many counted.</summary>
    public static (decimal? Value, long N) Figure(string measure, YearMonth? month, params OrderFacts[] facts) =>
        Read(measure, month, Later, facts) is var read ? (read.Value, read.N) : default;

    /// <summary>An order's row that is worth counting, to be varied.</summary>
    public static OrderFact Row { get; } = new()
    {
        OrderId = Guid.Parse("3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11"), ErpId = "erp", Number = "4711", Kind = Work.OrderKind.Repair, Urgency = "regulier",
        ContractorId = Given.Alfa, Area = "Noord", Complex = "C-1", DwellingId = "VHE-1", Version = 3, PlacedAt = At(3, 2, 10), ChangedAt = At(3, 5, 10),
    };

    public static OrderFacts Alone(this OrderFact fact) => new(fact, [], [], []);
}
