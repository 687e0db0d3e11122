using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Reads AppointmentDateTimeInformation. A visit is the DeliveryTimeFrame; without one, RequiredDeliveryDate: with a time that
/// moment, without one that whole day. A frame without times goes from the beginning of its first day to the end of its last.
/// </summary>
internal sealed class AppointmentReader(Fields fields)
{
    /// <summary>The visit, and the day that a lead time is extended to; either null where it is not given.</summary>
    public (TimeWindow? Window, DateOnly? Until) Read(Element data)
    {
        var element = fields.Find(data, ElementNames.AppointmentDateTimeInformation);
        var day = fields.Date(element, ElementNames.RequiredDeliveryDate);
        var time = fields.Time(element, ElementNames.RequiredDeliveryTime);
        var (window, last) = Frame(fields.Find(element, ElementNames.DeliveryTimeFrame));
        if (window is null && day is { } required)
            window = time is { } clock
                ? new TimeWindow(Timestamps.At(required, clock), Timestamps.At(required, clock))
                : new TimeWindow(Timestamps.StartOf(required), Timestamps.EndOf(required));
        return (window, (day ?? last)?.Day);
    }

    private (TimeWindow? Window, Date? Last) Frame(Element? frame)
    {
        var before = fields.Errors.Count;
        var from = fields.Date(frame, ElementNames.DeliveryDateEarliest);
        var fromTime = fields.Time(frame, ElementNames.DeliveryTimeEarliest);
        var until = fields.Date(frame, ElementNames.DeliveryDateLatest);
        var untilTime = fields.Time(frame, ElementNames.DeliveryTimeLatest);
        if (fields.Errors.Count > before || frame is null || (from ?? until) is null) return (null, until);

        // A window within one day often names it once.
        var first = from ?? until!.Value;
        var last = until ?? first;
        var begin = fromTime is { } b ? Timestamps.At(first, b) : Timestamps.StartOf(first);
        var end = untilTime is { } e ? Timestamps.At(last, e) : Timestamps.EndOf(last);
        if (end >= begin && last.Day >= first.Day) return (new TimeWindow(begin, end), until);
        fields.Fail(frame.Place, "Een tijdvak wordt verwacht dat niet eindigt voordat het begint.");
        return (null, until);
    }
}
