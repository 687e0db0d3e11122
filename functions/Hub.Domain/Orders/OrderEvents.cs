using Hub.Domain.Dwellings;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>The corporation placed the order. <paramref name="Dwelling"/> is the register's row at that moment, or null.</summary>
public sealed record OrderPlaced(OrderContent Content, Dwelling? Dwelling = null) : OrderEvent;

/// <summary>The corporation changed the order.</summary>
/// <param name="Content">The order as it is now asked.</param>
/// <param name="Dwelling">The register's row at that moment.</param>
/// <param name="AcceptAgain">True where lines or dates changed after acceptance.</param>
/// <param name="Prices">What its lines cost under the contract that it was awarded under; null where it is not awarded.</param>
/// <param name="Terms">What that contract, in the version of the award, says of the order as it now is; null where there is none.</param>
public sealed record OrderAmended(
    OrderContent Content, Dwelling? Dwelling = null, bool AcceptAgain = false, IReadOnlyList<LinePrice>? Prices = null, OrderTerms? Terms = null) : OrderEvent;

/// <summary>One side asked to cancel; nothing is cancelled by it.</summary>
public sealed record CancellationRequested(string? Reason = null) : OrderEvent;

/// <summary>The order is withdrawn.</summary>
public sealed record OrderCancelled(string? Reason = null) : OrderEvent;

/// <summary>The order is given to a contractor.</summary>
/// <param name="ContractorId">Partner id of the contractor.</param>
/// <param name="ContractNumber">The contract; null where the order named a contractor that has none.</param>
/// <param name="ForQuotation">True where it is offered for a price and not yet to be done.</param>
/// <param name="Terms">What the contract, in the version of this moment, says of this order; null where there is no contract.</param>
/// <param name="Prices">What its lines cost under that contract.</param>
public sealed record OrderAwarded(
    string ContractorId, string? ContractNumber = null, bool ForQuotation = false, OrderTerms? Terms = null, IReadOnlyList<LinePrice>? Prices = null) : OrderEvent;

/// <summary>The hub found no contractor for the order; it stays Registered until a person or a contract changes that.</summary>
public sealed record OrderUnrouted(string Reason) : OrderEvent;

/// <summary>The contractor takes the order.</summary>
public sealed record OrderAccepted(string? Remark = null) : OrderEvent;

/// <summary>The contractor does not take the order.</summary>
public sealed record OrderRefused(string? Reason = null) : OrderEvent;

/// <summary>A visit is agreed.</summary>
public sealed record AppointmentMade(TimeWindow Window, string? Remark = null) : OrderEvent;

/// <summary>The visit that stood is now at another time.</summary>
public sealed record AppointmentMoved(TimeWindow Window, string? Remark = null) : OrderEvent;

/// <summary>The visit that stood is off. <paramref name="ByResident"/> where the resident cancelled it.</summary>
public sealed record AppointmentCancelled(string? Reason = null, bool ByResident = false) : OrderEvent;

/// <summary>Work has begun.</summary>
public sealed record WorkStarted(string? Remark = null) : OrderEvent;

/// <summary>Work stands still.</summary>
public sealed record WorkInterrupted(InterruptionReason Reason, string? Remark = null) : OrderEvent;

/// <summary>Work goes on.</summary>
public sealed record WorkResumed(string? Remark = null) : OrderEvent;

/// <summary>The worst is over, the repair proper follows.</summary>
public sealed record TemporarilyRestored(string? Remark = null) : OrderEvent;

/// <summary>A question that stops the process until it is answered (DICO REV).</summary>
public sealed record ResponseRequired(string? Question = null) : OrderEvent;

/// <summary>The answer to a <see cref="ResponseRequired"/> (DICO REA).</summary>
public sealed record ResponseGiven(string? Answer = null) : OrderEvent;

/// <summary>A question that stops nothing (DICO VIN).</summary>
public sealed record InformationRequested(string? Question = null) : OrderEvent;

/// <summary>The answer to an <see cref="InformationRequested"/> (DICO AIN).</summary>
public sealed record InformationGiven(string? Answer = null) : OrderEvent;

/// <summary>
/// The contractor needs longer. <paramref name="Until"/> is the new day of completion where it was given. A deadline moves
/// only when the client agrees (<see cref="LeadTimeAgreed"/>).
/// </summary>
public sealed record LeadTimeExtended(DateOnly? Until = null, string? Reason = null) : OrderEvent;

/// <summary>The client agrees that it takes longer; <paramref name="Until"/> where to another day than the contractor asked.</summary>
public sealed record LeadTimeAgreed(DateOnly? Until = null, string? Remark = null) : OrderEvent;

/// <summary>The client does not agree that it takes longer.</summary>
public sealed record LeadTimeDeclined(string? Reason = null) : OrderEvent;

/// <summary>The keys of a dwelling that changes tenants are in; <paramref name="On"/> is the day, where it is not that of the message.</summary>
public sealed record KeysReceived(DateOnly? On = null) : OrderEvent;

/// <summary>The pre-inspection of a turnover (<em>voorinspectie</em>) was held.</summary>
public sealed record PreInspectionHeld(string? Remark = null) : OrderEvent;

/// <summary>Work found necessary on site (DICO AVW), which needs the client's answer.</summary>
/// <param name="Reason">Why it is necessary.</param>
/// <param name="Lines">What it is.</param>
/// <param name="Prices">What its lines cost under the order's contract; found by the hub.</param>
/// <param name="Roles">The roles that may decide on all of it, found by the hub; null where anybody of the corporation may.</param>
public sealed record ExtraWorkRequested(
    string? Reason = null, IReadOnlyList<OrderLine>? Lines = null, IReadOnlyList<LinePrice>? Prices = null, IReadOnlyList<string>? Roles = null) : OrderEvent;

/// <summary>The client agrees to the extra work.</summary>
/// <param name="Remark">In words.</param>
/// <param name="LineNumbers">Where only to these lines; the others are declined.</param>
/// <param name="Role">The role in which it was decided; null where the contract has no mandates, or it is within the lowest.</param>
public sealed record ExtraWorkApproved(string? Remark = null, IReadOnlyList<string>? LineNumbers = null, string? Role = null) : OrderEvent;

/// <summary>The client does not agree to the extra work.</summary>
public sealed record ExtraWorkDeclined(string? Reason = null, string? Role = null) : OrderEvent;

/// <summary>The contractor has seen the answer to its request for extra work.</summary>
public sealed record ExtraWorkAcknowledged(string? Remark = null) : OrderEvent;

/// <summary>The order is above somebody's mandate and waits.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Role">The lowest role that may decide; null where no role of the contract reaches so far.</param>
/// <param name="Amount">EUR without VAT that is to be decided on.</param>
/// <param name="Roles">All roles that may decide; empty where only the administrator may, null where anybody of the corporation may.</param>
/// <param name="Prices">What the order's lines cost under the contract that it would be awarded under.</param>
public sealed record ApprovalRequired(
    string Reason, string? Role = null, decimal? Amount = null, IReadOnlyList<string>? Roles = null, IReadOnlyList<LinePrice>? Prices = null) : OrderEvent;

/// <summary>The approval that was waited for is needed no longer: the order was amended.</summary>
public sealed record ApprovalWithdrawn(string Reason) : OrderEvent;

/// <summary>The order may go on.</summary>
public sealed record OrderApproved(string? Remark = null, string? Role = null) : OrderEvent;

/// <summary>The order may not go on.</summary>
public sealed record OrderDeclined(string? Reason = null, string? Role = null) : OrderEvent;

/// <summary>The contractor named its price. <paramref name="Total"/> is EUR without VAT.</summary>
public sealed record QuotationGiven(decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null) : OrderEvent;

/// <summary>The corporation takes the quotation (DICO QUA). <paramref name="Role"/> is the role in which it was decided.</summary>
public sealed record QuotationAwarded(string? Remark = null, string? Role = null) : OrderEvent;

/// <summary>The corporation does not take the quotation (DICO QUR).</summary>
public sealed record QuotationDeclined(string? Reason = null) : OrderEvent;

/// <summary>The contractor says done. <paramref name="ReadyOn"/> is the day on which it was done (DICO DateReady).</summary>
/// <param name="ReadyOn">Day of completion.</param>
/// <param name="Cause">Cause of the defect as found (VERA DEFECTOORZAAK).</param>
/// <param name="Total">EUR without VAT, where the contractor gave a total.</param>
/// <param name="Lines">The lines as done, where the contractor gave them.</param>
/// <param name="Remark">In words.</param>
public sealed record WorkCompleted(
    DateOnly? ReadyOn = null, string? Cause = null, decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null) : OrderEvent;

/// <summary>The order is picked for a check and waits for the inspector.</summary>
public sealed record SamplePicked(decimal? Share = null) : OrderEvent;

/// <summary>The inspector agrees.</summary>
public sealed record InspectionPassed(string? Remark = null) : OrderEvent;

/// <summary>The inspector does not agree: the work is to be redone.</summary>
public sealed record InspectionFailed(string? Remark = null) : OrderEvent;

/// <summary>The work is agreed without an inspector: it was not picked for a check, and nothing that the contract asks is missing.</summary>
public sealed record WorkAgreed(string? Remark = null) : OrderEvent;

/// <summary>What the contractor claims is not what was agreed; the order is not settled until one of the two is mended.</summary>
public sealed record CostsDiffer(IReadOnlyList<CostDifference> Differences) : OrderEvent;

/// <summary>The money is agreed.</summary>
/// <param name="Total">EUR without VAT.</param>
/// <param name="Lines">What is paid for, line by line.</param>
/// <param name="Remark">In words.</param>
/// <param name="Differences">Where the corporation settles otherwise than agreed: each difference. Found by the hub.</param>
/// <param name="Role">The role in which the corporation settles, where it is above what was decided on.</param>
public sealed record CostsSettled(
    decimal? Total = null, IReadOnlyList<OrderLine>? Lines = null, string? Remark = null, IReadOnlyList<CostDifference>? Differences = null,
    string? Role = null) : OrderEvent;

/// <summary>Nothing more is to come (DICO AGE).</summary>
public sealed record OrderClosed(string? Remark = null) : OrderEvent;

/// <summary>The corporation opened a completed order again.</summary>
public sealed record OrderReopened(string? Reason = null) : OrderEvent;

/// <summary>A complaint about the work. <paramref name="Reference"/> is its key at the corporation.</summary>
public sealed record ComplaintRegistered(string Reference, string? Summary = null) : OrderEvent;

/// <summary>A complaint was answered.</summary>
public sealed record ComplaintAnswered(string Reference, string? Answer = null) : OrderEvent;
