using System.Text.Json;

namespace Hub.Formats.Canonical;

/// <summary>How many photos are missing of a line, or of the order as a whole where there is no line.</summary>
internal sealed record MissingPhotosView
{
    public string? LineNumber { get; init; }

    public required int Before { get; init; }

    public required int After { get; init; }
}
