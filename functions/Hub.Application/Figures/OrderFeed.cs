using Hub.Application.Reading;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>The rows that feeds have of an order, as a viewer sees them; none of an order that does not exist for it.</summary>
public static class OrderFeed
{
    /// <summary>Of <see cref="Feeds.Facts"/>.</summary>
    public static IEnumerable<OrderFact> Facts(Viewer viewer, OrderFacts order) =>
        Visibility.SeesOrder(viewer, order.Order) ? [Visibility.Fact(viewer, order.Order)] : [];

    /// <summary>Of <see cref="Feeds.Appointments"/>.</summary>
    public static IEnumerable<AppointmentFact> Appointments(Viewer viewer, OrderFacts order) =>
        Visibility.SeesOrder(viewer, order.Order) ? order.Appointments.Where(a => Visibility.SeesFactOf(viewer, a.ContractorId)) : [];

    /// <summary>Of <see cref="Feeds.Steps"/>.</summary>
    public static IEnumerable<StepFact> Steps(Viewer viewer, OrderFacts order) =>
        Visibility.SeesOrder(viewer, order.Order) ? order.Steps.Where(s => Visibility.SeesFactOf(viewer, s.ContractorId)) : [];

    /// <summary>Of <see cref="Feeds.Photos"/>.</summary>
    public static IEnumerable<PhotoFact> Photos(Viewer viewer, OrderFacts order) =>
        Visibility.SeesOrder(viewer, order.Order) ? order.Photos.Where(p => Visibility.SeesPhoto(viewer, new(p.AddedBy, p.AddedById))) : [];
}
