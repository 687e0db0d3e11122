using Hub.Domain.Orders;

namespace Hub.Formats.Vera.Events;

/// <summary>What a PATCH of the ERP has from which events are read.</summary>
/// <param name="Decisions">Decisions and facts in <c>extra-attributen</c>.</param>
/// <param name="Words">The words to all of it (<c>toelichting</c>).</param>
/// <param name="DueOn">The day of <c>uitersteGereeddatum</c>: beside a consent to more time it is the day consented to.</param>
/// <param name="Settled">The costs that are settled; null where none are, or the hub itself sent them and the ERP only returns them.</param>
internal sealed record Patch(MandateDecisions Decisions, string? Words, DateOnly? DueOn, CostClaim? Settled);
