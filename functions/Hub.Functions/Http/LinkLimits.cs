namespace Hub.Functions.Http;

/// <summary>
/// Limits what links to pictures may take, which anybody follows without a key: so many at the same time for one order, and for all together. With several
/// instances each counts for itself.
/// </summary>
public sealed class LinkLimits
{
    /// <summary>Pictures of one order that are given at the same time: as many as a browser asks for, and some.</summary>
    public const int MaxOfOrder = 16;

    /// <summary>Pictures that are given at the same time.</summary>
    public const int MaxTogether = 128;

    private readonly CallsAtOnce _orders = new(MaxOfOrder);
    private readonly CallsAtOnce _together = new(MaxTogether);

    /// <summary>Counts a picture until the result is disposed; null where it is one too many.</summary>
    public IDisposable? TryEnter(Guid order)
    {
        if (_together.TryEnter("") is not { } one) return null;
        if (_orders.TryEnter(order.ToString()) is { } ofOrder) return new Both(one, ofOrder);
        one.Dispose();
        return null;
    }

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            other.Dispose();
            one.Dispose();
        }
    }
}
