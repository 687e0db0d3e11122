using Hub.Application.Reading;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Rows of facts that programs read, such as Power BI: a table of its own.</summary>
public abstract class Feed
{
    private protected Feed(string name) => Name = name;

    /// <summary>Its name in its route.</summary>
    public string Name { get; }

    /// <summary>Every feed of orders.</summary>
    public static IReadOnlyList<Feed> All { get; } =
    [
        new Feed<OrderFact>("facts", OrderFactColumns.All, (viewer, facts) => [Visibility.Fact(viewer, facts.Order)]),
        new Feed<AppointmentFact>(
            "appointments", AppointmentFactColumns.All, (viewer, facts) => facts.Appointments.Where(a => Visibility.SeesFactOf(viewer, a.ContractorId))),
        new Feed<StepFact>("steps", StepFactColumns.All, (viewer, facts) => facts.Steps.Where(s => Visibility.SeesFactOf(viewer, s.ContractorId))),
        new Feed<PhotoFact>(
            "photos", PhotoFactColumns.All, (viewer, facts) => facts.Photos.Where(p => Visibility.SeesPhoto(viewer, new(p.AddedBy, p.AddedById)))),
    ];

    /// <summary>Has a writer write it.</summary>
    public abstract IFeedWriter WrittenBy(IFeedFormat format);
}

/// <summary>A feed and its columns.</summary>
/// <typeparam name="TRow">Its rows.</typeparam>
public sealed class Feed<TRow> : Feed
{
    private readonly Func<Viewer, OrderFacts, IEnumerable<TRow>> _rowsOf;

    internal Feed(string name, IReadOnlyList<Column<TRow>> columns, Func<Viewer, OrderFacts, IEnumerable<TRow>> rowsOf) : base(name) =>
        (Columns, _rowsOf) = (columns, rowsOf);

    /// <summary>Its columns, in order.</summary>
    public IReadOnlyList<Column<TRow>> Columns { get; }

    /// <inheritdoc/>
    public override IFeedWriter WrittenBy(IFeedFormat format) => format.Writer(this);

    /// <summary>The rows of an order that a viewer sees.</summary>
    public IEnumerable<TRow> RowsOf(Viewer viewer, OrderFacts facts) => _rowsOf(viewer, facts);
}

/// <summary>How feeds are written.</summary>
public interface IFeedFormat
{
    /// <summary>IANA media type.</summary>
    string MediaType { get; }

    /// <summary>Writes rows of a feed.</summary>
    IFeedWriter Writer<TRow>(Feed<TRow> feed);
}

/// <summary>Writes the rows of a feed, page after page; what is written goes to a stream with each flush.</summary>
public interface IFeedWriter : IDisposable
{
    /// <summary>Writes what stands before the rows.</summary>
    void Begin(Stream to);

    /// <summary>Writes the rows of an order.</summary>
    void Write(Viewer viewer, OrderFacts facts);

    /// <summary>Writes what stands behind the rows.</summary>
    /// <param name="cursor">For the next page; null where there is none.</param>
    void End(string? cursor);

    /// <summary>Hands what was written to the stream.</summary>
    void Flush();
}
