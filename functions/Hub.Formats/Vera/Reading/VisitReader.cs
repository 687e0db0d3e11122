using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Reading;

/// <summary>The appointments of an order: when a visit is asked for or agreed, and where.</summary>
/// <param name="Window">The first one asked for (<c>AAN</c>), else the first planned (<c>GEP</c>); null where none has a time.</param>
/// <param name="Address">The first location; null where none has one.</param>
internal sealed record VisitReader(TimeWindow? Window, Address? Address)
{
    /// <summary>Reads the appointments of the order, and after them those of its tasks.</summary>
    public static VisitReader Read(List<Node> visits, List<Node> tasks)
    {
        foreach (var task in tasks) visits.AddRange(task.Objects("afspraken"));
        TimeWindow? requested = null, planned = null;
        Address? address = null;
        foreach (var visit in visits)
        {
            if (visit.IsHubsOwn()) continue;
            if (visit.Object("locatie") is { } location && At(location) is { } place) address ??= place;
            var state = visit.Code("status", CodeMaps.Visits)?.Value;
            if (state is VisitState.Requested && Time(visit) is { } asked) requested ??= asked;
            else if (state is VisitState.Planned && Time(visit) is { } agreed) planned ??= agreed;
        }
        return new VisitReader(requested ?? planned, address);
    }

    /// <summary>From begin to end, else the block of time; without an end it is the moment itself.</summary>
    private static TimeWindow? Time(Node visit) =>
        Between(visit, "begindatum", "einddatum") ?? Between(visit, "bloktijdBegin", "bloktijdEind");

    private static TimeWindow? Between(Node visit, string begin, string end)
    {
        var from = visit.Moment(begin);
        var until = visit.Moment(end);
        if (from is null) return null;
        if (until < from) visit.AddError(end, $"een tijdstip dat niet voor {begin} ligt");
        return new TimeWindow(from.Value, until ?? from.Value);
    }

    private static Address? At(Node location)
    {
        var town = location.Object("woonplaats");
        var address = new Address(
            location.Text("straatnaam"),
            location.Text("huisnummer"),
            location.Text("huisletter"),
            location.Text("huisnummerToevoeging"),
            PostalCode(location),
            town?.Text("naam") ?? town?.Text("code"));
        return address == Nowhere ? null : address;
    }

    private static readonly Address Nowhere = new();

    private static string? PostalCode(Node location)
    {
        if (location.Text("postcode") is not { } text) return null;
        if (PostalCodeText.Of(text) is { } code && PostalCodeText.IsWhole(code)) return code;
        location.AddError("postcode", "een Nederlandse postcode: vier cijfers en twee letters");
        return null;
    }
}
