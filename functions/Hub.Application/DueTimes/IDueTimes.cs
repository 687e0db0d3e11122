namespace Hub.Application.DueTimes;

/// <summary>
/// The moments for which something in the stores waits: next attempts of deliveries, photos to be fetched or looked at, contacts to be looked at. They are
/// written as the wall clock told them, and that may be set right later.
/// </summary>
public interface IDueTimes
{
    /// <summary>The last moment at which the hub is known to have worked; null where none was noted.</summary>
    ValueTask<DateTimeOffset?> LastSeenAsync(CancellationToken cancel);

    /// <summary>
    /// Moves what lies wrongly ahead, and then notes the moment of now: what a crash ends is done again, whereby something may come too early, and nothing too
    /// late. Durable when it returns.
    /// </summary>
    /// <param name="now">The moment of now.</param>
    /// <param name="setBack">By how much the clock was set back: what is to come comes so much earlier; nothing where it was not.</param>
    /// <param name="latest">Moments beyond which nothing can be waiting: what does is due now.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many moments were moved.</returns>
    Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, LatestDueTimes latest, CancellationToken cancel);
}

/// <summary>The latest moments for which anything can wait.</summary>
/// <param name="Attempt">Another attempt: of a delivery, or to fetch a photo.</param>
/// <param name="Contact">A look at a resident's contact.</param>
/// <param name="Picture">A look at a kept picture.</param>
public sealed record LatestDueTimes(DateTimeOffset Attempt, DateTimeOffset Contact, DateTimeOffset Picture);
