namespace Hub.Domain.Contracts;

/// <summary>The days for which each code has a price so far.</summary>
public sealed class PricePeriods
{
    private readonly Dictionary<string, List<(DateOnly From, DateOnly To, int Line)>> _byCode = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The line that has the code on one of these days already, or null; then they are this line's.</summary>
    public int? Overlap(PriceLine price, int line)
    {
        var (from, to) = (price.From ?? DateOnly.MinValue, price.To ?? DateOnly.MaxValue);
        if (!_byCode.TryGetValue(price.Code, out var taken)) _byCode[price.Code] = taken = new(1);
        // They lie in order and do not overlap: only the last one that begins before these days end can be in the way.
        var (low, high) = (0, taken.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (taken[middle].From <= to) low = middle + 1;
            else high = middle;
        }
        if (low > 0 && taken[low - 1].To >= from) return taken[low - 1].Line;
        taken.Insert(low, (from, to, line));
        return null;
    }
}
