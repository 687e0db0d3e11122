using System.Text.Json.Serialization;
using Hub.Application.Figures;
using Hub.Domain.Figures;

namespace Hub.Functions.Endpoints;

/// <summary>A column of a feed. Caption, unit, meaning and what values are called are Dutch.</summary>
/// <param name="Name">Its name in the feed.</param>
/// <param name="Caption">Its caption.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit; absent where it has none.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Nullable">True where it may be empty.</param>
/// <param name="Example">A value.</param>
/// <param name="Values">Each value of a few, and what it is called; absent for any other column.</param>
internal sealed record FeedColumnView(
    string Name, string Caption, string Type, string? Unit, string Meaning, bool Nullable, string Example, IReadOnlyDictionary<string, string>? Values)
{
    public static FeedColumnView Of(Column c) => new(c.Name, c.Caption, KpiNames.Of(c.Type), c.Unit, c.Meaning, c.IsNullable, c.Example, c.Labels);
}

/// <summary>A feed and its columns, in order.</summary>
internal sealed record FeedView(string Name, IReadOnlyList<FeedColumnView> Columns);

/// <summary>Every feed.</summary>
internal sealed record FeedsView(IReadOnlyList<FeedView> Feeds)
{
    public static readonly FeedsView All =
        new([.. Application.Figures.Feeds.All.Select(f => new FeedView(f.Name, [.. f.Described.Select(FeedColumnView.Of)]))]);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedsView))]
internal sealed partial class FeedViews : JsonSerializerContext;
