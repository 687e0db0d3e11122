using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Figures;

/// <summary>The tables of columns and the records say the same: what one has, the other describes.</summary>
public sealed class Columns_of_facts
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Orders() => Holds(OrderFactColumns.All, FigureCase.Row);

    [Fact]
    public void Appointments() => Holds(AppointmentFactColumns.All, Full.Appointments[0]);

    [Fact]
    public void Steps() => Holds(StepFactColumns.All, Full.Steps[0]);

    [Fact]
    public void Photos() => Holds(PhotoFactColumns.All, Full.Photos[0]);

    [Fact]
    public void Deliveries() => Holds(DeliveryFactColumns.All, new DeliveryFact
    {
        DeliveryId = "dlv_1", PartnerId = Given.Alfa, Stream = "s", EventName = "OrderPlaced", State = DeliveryOutcome.Pending, CreatedAt = FigureCase.At(3, 2),
    });

    [Fact]
    public void Figures() => Holds(KpiRowColumns.All, new KpiRow
    {
        Kpi = "repairOnTime", Measure = "repairOnTime", Name = "Hersteld binnen norm", Unit = KpiUnit.Share, Month = "2026-03", ContractorId = Given.Alfa,
        ContractNumber = "RC-1", Area = "Noord", Value = 0.9m, N = 10, Target = 0.95m,
    });

    [Fact]
    public void Contracts() => Holds(
        ContractRowColumns.All, ContractRow.Of(ContractStory.Usual with { ValidTo = new DateOnly(2029, 12, 31), Dwellings = 1_250 }, "Alfa Onderhoud"));

    [Fact]
    public void Targets() => Holds(TargetRowColumns.All, TargetRow.Of(ContractStory.Usual with
    {
        Targets = new Dictionary<string, KpiTarget> { ["repairOnTime"] = new(0.95m, new ScoreScale(2, 0.9m, 0.98m)) },
    }).Single());

    [Fact]
    public void What_is_stored_is_read_again_as_it_was()
    {
        var facts = Full with { Order = Full.Order.With(new RepeatOutcome(Guid.NewGuid(), FigureCase.At(4, 4), null)) };
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(facts, FigureJson.Default.OrderFacts), FigureJson.Default.OrderFacts)!;
        Assert.Equal(facts.Order, read.Order);
        Assert.Equal(facts.Appointments, read.Appointments);
        Assert.Equal(facts.Steps, read.Steps);
        Assert.Equal(facts.Photos, read.Photos);
    }

    [Fact]
    public void A_row_reads_what_it_has()
    {
        var row = FigureCase.Row with { SettledAmount = 12.5m, DueOn = new DateOnly(2026, 3, 9), EvidenceNeeded = true, RepairOutcome = DeadlineOutcome.Open };
        ColumnValue Read(string name) => OrderFactColumns.All.Single(c => c.Name == name).Read(row);
        Assert.Equal(("4711", 12.5m, new DateOnly(2026, 3, 9), true, "Open"),
            (Read("number").Text, Read("settledAmount").Number, Read("dueOn").Date, Read("evidenceNeeded").Flag, Read("repairOutcome").Text));
        Assert.Equal(FigureCase.At(3, 2, 10), Read("placedAt").Moment);
        Assert.True(Read("closedAt").IsEmpty);
    }

    private static OrderFacts Full { get; } = OrderStory.Started().Record(Given.ContractorAlfa, Given.Photo()).Facts();

    private static void Holds<TRow>(IReadOnlyList<Column<TRow>> columns, TRow row) where TRow : notnull
    {
        var members = typeof(TRow).GetProperties().ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        Assert.Equal(members.Keys.Order(StringComparer.Ordinal), columns.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.All(columns, column =>
        {
            var member = members[column.Name];
            var type = Nullable.GetUnderlyingType(member.PropertyType);
            Assert.Equal(type is not null || Nullability.Create(member).ReadState is NullabilityState.Nullable, column.IsNullable);
            Assert.Contains(column.Type, TypesOf(type ?? member.PropertyType));
            var (value, read) = (member.GetValue(row), column.Read(row));
            Assert.Equal(value is null, read.IsEmpty);
            if (value is not null) Assert.Equal(TextOf(value), TextOf(read.Text ?? read.Number ?? read.Moment ?? read.Date ?? (object)read.Flag!));
            Assert.True(Reads(column.Type, column.Example), $"{column.Name}: {column.Example}");
            // Each value has a label, and no two the same.
            var isChoice = (type ?? member.PropertyType).IsEnum;
            Assert.Equal(isChoice ? Enum.GetNames(type ?? member.PropertyType).Order(StringComparer.Ordinal) : null,
                column.Labels?.Keys.Order(StringComparer.Ordinal));
            if (isChoice) Assert.Equal(column.Labels!.Count, column.Labels.Values.Distinct().Count());
            Assert.NotEmpty(column.Caption);
            Assert.EndsWith(".", column.Meaning, StringComparison.Ordinal);
        });
        Assert.Equal(columns.Count, columns.Select(c => c.Caption).Distinct().Count());
    }

    private static ColumnType[] TypesOf(Type type) =>
        type == typeof(string) || type == typeof(Guid) || type.IsEnum ? [ColumnType.Text]
        : type == typeof(int) || type == typeof(long) ? [ColumnType.Integer]
        : type == typeof(decimal) ? [ColumnType.Decimal, ColumnType.Money, ColumnType.Hours, ColumnType.Days]
        : type == typeof(DateTimeOffset) ? [ColumnType.Moment]
        : type == typeof(DateOnly) ? [ColumnType.Date]
        : type == typeof(bool) ? [ColumnType.Flag]
        : [];

    private static string TextOf(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static bool Reads(ColumnType type, string example) => type switch
    {
        ColumnType.Integer => long.TryParse(example, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        ColumnType.Decimal or ColumnType.Money or ColumnType.Hours or ColumnType.Days =>
            decimal.TryParse(example, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        ColumnType.Moment => DateTimeOffset.TryParse(example, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnType.Date => DateOnly.TryParseExact(example, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnType.Flag => example is "true" or "false",
        _ => example.Length > 0,
    };
}
