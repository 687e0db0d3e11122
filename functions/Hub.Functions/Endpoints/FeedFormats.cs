using Hub.Application.Figures;
using Hub.Formats.Feeds;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>In which formats feeds are read.</summary>
internal static class FeedFormats
{
    private static readonly Dictionary<string, IFeedFormat> ByName = new IFeedFormat[] { new JsonFeed(), new CsvFeed(), new ParquetFeed() }
        .ToDictionary(f => f.FileExtension, StringComparer.OrdinalIgnoreCase);

    /// <summary>The format that <c>?format=</c> asks for; JSON where it is absent.</summary>
    public static IFeedFormat Asked(QueryParameters parameters)
    {
        if (parameters.Text("format") is { } name)
        {
            if (ByName.TryGetValue(name, out var format)) return format;
            parameters.Wrong("format", $"One of {string.Join(", ", ByName.Keys)}.");
        }
        return ByName["json"];
    }
}
