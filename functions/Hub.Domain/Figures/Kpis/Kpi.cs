namespace Hub.Domain.Figures;

/// <summary>What a fact adds to a figure: to one of its cells, in a month.</summary>
/// <param name="Figure">The figure's cells.</param>
/// <param name="At">The moment whose month it counts in; null for figures of now.</param>
/// <param name="Cell">What is added.</param>
/// <param name="Party">For whom it counts.</param>
public sealed record Counted(string Figure, DateTimeOffset? At, Cell Cell, Party Party);

/// <summary>For whom something counts.</summary>
/// <param name="Contractor">Partner id of the contractor, or of the partner; null where no contractor has the order.</param>
/// <param name="Contract">Number of the contract; null where there is none.</param>
public readonly record struct Party(string? Contractor, string? Contract);

/// <summary>A figure: its definition, and the one function that counts a fact.</summary>
/// <typeparam name="TFact">The facts that it is made from.</typeparam>
/// <param name="Definition">What it is.</param>
/// <param name="Count">What a fact adds to it.</param>
public sealed record Kpi<TFact>(KpiDefinition Definition, Func<TFact, IEnumerable<Counted>> Count);

/// <summary>Moments and slices of contributions.</summary>
internal static class KpiCounting
{
    extension(OrderFact order)
    {
        /// <summary>For whom the order counts.</summary>
        public Party Party => new(order.ContractorId, order.ContractNumber);
    }

    extension(AppointmentFact appointment)
    {
        /// <summary>For whom the appointment counts: who made it.</summary>
        public Party Party => new(appointment.ContractorId, appointment.ContractNumber);
    }

    extension(StepFact step)
    {
        /// <summary>For whom the step counts: who had the order then.</summary>
        public Party Party => new(step.ContractorId, step.ContractNumber);
    }

    /// <summary>How a deadline counts, in the month in which it falls.</summary>
    public static IEnumerable<Counted> Deadline(string figure, DateTimeOffset? by, DeadlineOutcome? outcome, Party party)
    {
        if (by is { } at && CellOf(outcome, at) is { } cell) yield return new Counted(figure, at, cell, party);
    }

    /// <summary>How a value counts that is there, in a smallest unit of which <paramref name="scale"/> make one.</summary>
    public static IEnumerable<Counted> Value(string figure, DateTimeOffset? at, decimal? value, int scale, Party party)
    {
        if (at is not null && value is { } number) yield return new Counted(figure, at, Cell.Valued(Scaled(number, scale)), party);
    }

    /// <summary>A number in its smallest unit.</summary>
    public static long Scaled(decimal value, int scale) => (long)decimal.Round(value * scale, 0, MidpointRounding.AwayFromZero);

    // While the clock is stopped nobody knows when the deadline will fall.
    private static Cell? CellOf(DeadlineOutcome? outcome, DateTimeOffset by) => outcome switch
    {
        DeadlineOutcome.OnTime => Cell.Counted(true),
        DeadlineOutcome.Missed => Cell.Counted(false),
        DeadlineOutcome.Open => Cell.Open(by),
        _ => null,
    };
}
