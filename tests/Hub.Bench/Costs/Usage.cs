using System.Collections.Concurrent;

namespace Hub.Bench.Costs;

/// <summary>What was used of the services.</summary>
internal sealed class Usage
{
    private readonly ConcurrentDictionary<(string Service, string What), Amount> _amounts = new();

    /// <summary>By service and by what was asked of it, in the order of their names.</summary>
    public IReadOnlyList<(string Service, string What, Amount Amount)> Amounts =>
        [.. _amounts.Select(a => (a.Key.Service, a.Key.What, a.Value))
            .OrderBy(a => a.Service, StringComparer.Ordinal).ThenBy(a => a.What, StringComparer.Ordinal)];

    public void Add(string service, string what, double bytes = 0, double units = 0) => _amounts.AddOrUpdate(
        (service, what), new Amount(1, bytes, units), (_, a) => new Amount(a.Times + 1, a.Bytes + bytes, a.Units + units));

    public void Set(string service, string what, double times, double bytes) => _amounts[(service, what)] = new Amount(times, bytes, 0);
}

/// <summary>How often, with how many bytes, and how many request units or seconds.</summary>
internal readonly record struct Amount(double Times, double Bytes, double Units);
