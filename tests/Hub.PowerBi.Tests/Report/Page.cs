using Hub.PowerBi.Tests.Model;

namespace Hub.PowerBi.Tests.Report;

/// <summary>A field that a visual shows: a column, or a measure where there is no table.</summary>
/// <param name="Table">The column's table; null for a measure.</param>
/// <param name="Name">The column or measure.</param>
/// <param name="Caption">What it is called in this visual; null as in the model.</param>
internal sealed record Field(string? Table, string Name, string? Caption = null)
{
    /// <summary>A column of a table that is a feed, by its name there; of choices what they are called.</summary>
    public static Field Of(ModelTable table, string ofFeed) =>
        new(table.Name, (table.Columns.FirstOrDefault(c => c.Source == $"{ofFeed}Label") ?? table.ColumnOf(ofFeed)).Name);

    /// <summary>A measure.</summary>
    public static Field Measure(string name, string? caption = null) => new(null, name, caption);

    /// <summary>The month with its year, by which charts go on.</summary>
    public static readonly Field Month = new("Datum", "Jaar en maand");

    /// <summary>The contractor.</summary>
    public static readonly Field Contractor = new("Aannemer", "Aannemer");

    /// <summary>The area.</summary>
    public static readonly Field Area = new("Gebied", "Gebied");
}

/// <summary>A place on a page, in pixels.</summary>
internal readonly record struct Place(int X, int Y, int Width, int Height);

/// <summary>Which rows of a visual are shown: those with one of these values.</summary>
/// <param name="On">The column.</param>
/// <param name="Values">The values.</param>
internal sealed record OnlyThese(Field On, params string[] Values);

/// <summary>A visual.</summary>
/// <param name="Name">Its name, unique on its page.</param>
/// <param name="Type">Its visual type.</param>
/// <param name="Title">Its title; of a text box the text.</param>
/// <param name="AltText">What it shows, for who does not see it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Fields">The fields of each of its roles.</param>
internal sealed record Visual(string Name, string Type, string Title, string AltText, Place Place, IReadOnlyDictionary<string, Field[]> Fields)
{
    /// <summary>Which rows it shows; null for all.</summary>
    public OnlyThese? Only { get; init; }

    /// <summary>True where it has the report's own tooltip.</summary>
    public bool HasTooltip => Type is "lineChart" or "clusteredBarChart" or "clusteredColumnChart";
}

/// <summary>What a page is for.</summary>
internal enum PageUse
{
    /// <summary>A page that is listed.</summary>
    Listed,

    /// <summary>A page that another one leads to, about one order.</summary>
    Drillthrough,

    /// <summary>Shown beside the pointer.</summary>
    Tooltip,
}

/// <summary>A page of the report.</summary>
/// <param name="Name">Its name, of letters, digits and underscores.</param>
/// <param name="Title">What readers see.</param>
/// <param name="Visuals">Its visuals, in the order in which the tab key goes through them.</param>
internal sealed record Page(string Name, string Title, IReadOnlyList<Visual> Visuals)
{
    /// <summary>What it is for.</summary>
    public PageUse Use { get; init; }

    /// <summary>Its size.</summary>
    public (int Width, int Height) Size => Use is PageUse.Tooltip ? (360, 260) : (1280, 720);
}
