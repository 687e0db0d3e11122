using System.Text.Json;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>Writes <c>afspraken</c>: what the ERP asked for, as its own, and the contractor's visit, marked as the hub's.</summary>
internal sealed class VisitsBody(Utf8JsonWriter json, Order order, OrderEvent? happened)
{
    public void Write(bool whole)
    {
        var requested = whole ? order.Content.RequestedVisit : null;
        var address = whole ? order.Content.GivenAddress : null;
        var off = happened is AppointmentCancelled;
        var agreed = happened switch
        {
            // A late fact moves nothing in the order any more; it is sent all the same.
            AppointmentMade e => e.Window,
            AppointmentMoved e => e.Window,
            _ => order.Visit.Appointment,
        };
        if (requested is null && address is null && agreed is null && !off) return;
        json.WriteStartArray("afspraken");
        if (requested is not null || address is not null) Requested(requested, address);
        if (agreed is not null) Agreed(agreed);
        else if (off) Off();
        json.WriteEndArray();
    }

    private void Requested(TimeWindow? window, Address? address)
    {
        json.WriteStartObject();
        if (window is not null)
        {
            json.Code("status", CodeMaps.Visits.Rows.Single(r => r.Value is Codes.VisitState.Requested));
            json.Moment("bloktijdBegin", window.From);
            json.Moment("bloktijdEind", window.Until);
        }
        if (address is not null) Location(address);
        json.WriteEndObject();
    }

    private void Agreed(TimeWindow window)
    {
        json.WriteStartObject();
        json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.Code("status", CodeMaps.Visits.Rows.Single(r => r.Value is Codes.VisitState.Planned));
        json.Moment("begindatum", window.From);
        json.Moment("einddatum", window.Until);
        json.Moment("bloktijdBegin", window.From);
        json.Moment("bloktijdEind", window.Until);
        json.WriteEndObject();
    }

    private void Off()
    {
        json.WriteStartObject();
        json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.Code("status", CodeMaps.Visits.Rows.Single(r => r.Value is Codes.VisitState.Cancelled));
        json.WriteEndObject();
    }

    private void Location(Address address)
    {
        json.WriteStartObject("locatie");
        json.Text("huisletter", address.HouseLetter);
        json.Text("huisnummer", address.HouseNumber);
        json.Text("huisnummerToevoeging", address.Suffix);
        json.Text("postcode", address.PostalCode);
        json.Text("straatnaam", address.Street);
        if (address.City is not null)
        {
            json.WriteStartObject("woonplaats");
            json.Text("naam", address.City);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
