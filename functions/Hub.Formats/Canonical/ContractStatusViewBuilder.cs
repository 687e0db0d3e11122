using System.Text.Json;
using Hub.Application.Reading;
using Hub.Domain.Orders;

namespace Hub.Formats.Canonical;

/// <summary>An order's state by its contract, as members of a row of the list of orders.</summary>
public static class ContractStatusViewBuilder
{
    /// <summary>
    /// Writes <c>due</c> (the deadline that comes first of those that are open), <c>clockStandsFor</c>, <c>awaits</c> and
    /// <c>holds</c>, each only where it has a value.
    /// </summary>
    /// <param name="writer">Where to, inside an object.</param>
    /// <param name="status">The state by the contract.</param>
    /// <param name="now">The moment for which time left and waiting time are given.</param>
    /// <param name="viewer">Who reads it.</param>
    public static void Write(Utf8JsonWriter writer, ContractStatus status, DateTimeOffset now, Viewer viewer)
    {
        if (status.Deadlines is { } deadlines && deadlines.NextAt(now) is { } next)
        {
            writer.WriteStartObject("due");
            writer.WriteString("kind", WireNames.Deadline[next.Kind]);
            writer.WriteString("by", next.By);
            writer.WriteString("clock", WireNames.Clock[deadlines.Clock]);
            // The stored deadline, not the one that moved: time left counts from where the clock was stopped.
            if (deadlines.TimeLeft(deadlines.All.First(d => d.Kind == next.Kind), now) is { } left)
                writer.WriteString("timeLeft", ContractViewBuilder.Hours(left));
            writer.WriteEndObject();
            if (deadlines.Standing is { } stop) writer.WriteString("clockStandsFor", WireNames.Interruption[stop.Reason]);
        }
        if (status.Awaits is { } awaits)
        {
            writer.WriteStartObject("awaits");
            if (Visibility.SeesMandates(viewer) && awaits.Role is { } role) writer.WriteString("role", role);
            if (Visibility.SeesMandates(viewer) && ContentMap.Money(awaits.Amount) is { } amount) writer.WriteNumber("amount", amount);
            writer.WriteString("since", awaits.Since);
            writer.WriteString("waiting", ContractViewBuilder.Hours(now - awaits.Since));
            writer.WriteEndObject();
        }
        if (status.Holds.Count == 0) return;
        writer.WriteStartArray("holds");
        foreach (var hold in status.Holds) writer.WriteStringValue(WireNames.Hold[hold]);
        writer.WriteEndArray();
    }
}
