using Hub.Domain.Orders;

namespace Hub.Application.Evidence;

/// <summary>A photo that somebody brings.</summary>
/// <param name="PhotoId">Its id on the order; the same id with the same picture is the same photo.</param>
/// <param name="Moment">What it shows.</param>
/// <param name="LineNumber">The line that it is about; null for the order as a whole.</param>
/// <param name="Remark">In words.</param>
public sealed record PhotoToAdd(string PhotoId, PhotoMoment Moment, string? LineNumber = null, string? Remark = null)
{
    /// <summary>True where the line must be one of the order: false for a photo that comes with a message, whose lines may be others.</summary>
    public bool LineMustExist { get; init; }

    /// <summary>What it was fetched for; null for one that was brought. Where that is not waited for any more, it is not added.</summary>
    public AwaitedPhoto? Awaited { get; init; }
}
