using Hub.Core.Orders;

namespace Hub.Formats.Dico;

/// <summary>
/// Reads AppointmentDateTimeInformation. A visit is the DeliveryTimeFrame; without one, RequiredDeliveryDate: with a time that
/// moment, without one that whole day. A frame without times goes from the beginning of its first day to the end of its last.
/// </summary>
internal sealed class DicoAppointmentReading(DicoFields fields)
{
    /// <summary>The visit, and the day that a lead time is extended to; either null where it is not given.</summary>
    public (TimeWindow? Window, DateOnly? Until) Read(DicoElement data)
    {
        var element = fields.Find(data, DicoNames.AppointmentDateTimeInformation);
        var day = fields.Date(element, DicoNames.RequiredDeliveryDate);
        var time = fields.Time(element, DicoNames.RequiredDeliveryTime);
        var (window, last) = Frame(fields.Find(element, DicoNames.DeliveryTimeFrame));
        if (window is null && day is { } required)
            window = time is { } clock
                ? new TimeWindow(DicoTime.At(required, clock), DicoTime.At(required, clock))
                : new TimeWindow(DicoTime.StartOf(required), DicoTime.EndOf(required));
        return (window, (day ?? last)?.Day);
    }

    private (TimeWindow? Window, DicoDate? Last) Frame(DicoElement? frame)
    {
        var before = fields.Errors.Count;
        var from = fields.Date(frame, DicoNames.DeliveryDateEarliest);
        var fromTime = fields.Time(frame, DicoNames.DeliveryTimeEarliest);
        var until = fields.Date(frame, DicoNames.DeliveryDateLatest);
        var untilTime = fields.Time(frame, DicoNames.DeliveryTimeLatest);
        if (fields.Errors.Count > before || frame is null || (from ?? until) is null) return (null, until);

        // A window within one day often names it once.
        var first = from ?? until!.Value;
        var last = until ?? first;
        var begin = fromTime is { } b ? DicoTime.At(first, b) : DicoTime.StartOf(first);
        var end = untilTime is { } e ? DicoTime.At(last, e) : DicoTime.EndOf(last);
        if (end >= begin && last.Day >= first.Day) return (new TimeWindow(begin, end), until);
        fields.Fail(frame.Place, "A window is expected that does not end before it begins.");
        return (null, until);
    }
}
