using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>A table of rows that programs read, such as Power BI or a spreadsheet.</summary>
public abstract class Feed
{
    private protected Feed(string name) => Name = name;

    /// <summary>Its name in its route.</summary>
    public string Name { get; }

    /// <summary>What its columns are, in order.</summary>
    public abstract IReadOnlyList<Column> Described { get; }
}

/// <summary>A feed and its columns.</summary>
/// <typeparam name="TRow">Its rows.</typeparam>
public sealed class Feed<TRow> : Feed
{
    internal Feed(string name, IReadOnlyList<Column<TRow>> columns) : base(name) => Columns = columns;

    /// <summary>Its columns, in order.</summary>
    public IReadOnlyList<Column<TRow>> Columns { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Described => Columns;
}

/// <summary>Every feed.</summary>
public static class Feeds
{
    /// <summary>Orders.</summary>
    public static readonly Feed<OrderFact> Facts = new("facts", OrderFactColumns.All);

    /// <summary>Appointments of orders.</summary>
    public static readonly Feed<AppointmentFact> Appointments = new("appointments", AppointmentFactColumns.All);

    /// <summary>Steps of orders: awards, visits, decisions on extra work, waits.</summary>
    public static readonly Feed<StepFact> Steps = new("steps", StepFactColumns.All);

    /// <summary>Photos of orders.</summary>
    public static readonly Feed<PhotoFact> Photos = new("photos", PhotoFactColumns.All);

    /// <summary>Deliveries of messages to partners.</summary>
    public static readonly Feed<DeliveryFact> Deliveries = new("deliveries", DeliveryFactColumns.All);

    /// <summary>Figures, a number a row.</summary>
    public static readonly Feed<KpiRow> Kpis = new("kpis", KpiRowColumns.All);

    /// <summary>Contracts.</summary>
    public static readonly Feed<ContractRow> Contracts = new("contracts", ContractRowColumns.All);

    /// <summary>What contracts ask of figures.</summary>
    public static readonly Feed<TargetRow> Targets = new("targets", TargetRowColumns.All);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Feed> All = [Facts, Appointments, Steps, Photos, Deliveries, Kpis, Contracts, Targets];
}
