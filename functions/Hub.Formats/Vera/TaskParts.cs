using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>One <c>onderhoudstaak</c> to be written.</summary>
/// <param name="Key">Its key, as the ERP gave it or, for the hub's own, as the hub made it.</param>
/// <param name="Own">True for a task that the hub added: extra work, a quotation's line, costs without a task.</param>
/// <param name="Lines">Its estimates.</param>
internal sealed record TaskPart(string Key, bool Own, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>State, where it is sent.</summary>
    public TaskState? State { get; init; }

    /// <summary>Code of VERA's ONDERHOUDSTAAKDETAILSTATUS.</summary>
    public string? Detail { get; init; }

    /// <summary>True where the whole task is written and not its key and state only.</summary>
    public bool Full { get; init; }

    /// <summary>What was done and charged on it.</summary>
    public IReadOnlyList<OrderLine> Costs { get; init; } = [];

    /// <summary>The number that the task's line has, or that its lines begin with.</summary>
    public string Number => Own ? TaskParts.NumberOf(Key) ?? Key : Key;

    /// <summary>What is broken, as far as all of its lines have the same.</summary>
    public Ledo? Ledo => Lines.Count == 0 ? null : Lines[0].Ledo;
}

/// <summary>Makes VERA's tasks of an order's lines: the reverse of <see cref="LineMapping"/>.</summary>
internal static class TaskParts
{
    /// <summary>Prefix of the key of a task of extra work.</summary>
    public const string ExtraWork = "meerwerk";

    /// <summary>Prefix of the key of a quotation's line.</summary>
    public const string Quotation = "offerte";

    /// <summary>Prefix of the key of costs that no task of the order is for.</summary>
    public const string Costs = "kosten";

    private static readonly string[] Prefixes = [ExtraWork, Quotation, Costs];

    /// <summary>The number of the line whose task has this key of the hub's own; null for a key that the hub does not make.</summary>
    public static string? NumberOf(string key) =>
        Array.Find(Prefixes, p => key.Length > p.Length + 1 && key[p.Length] == '-' && key.StartsWith(p, StringComparison.Ordinal)) is { } prefix
            ? key[(prefix.Length + 1)..]
            : null;

    /// <summary>Lines at the price that was found for them, where they name none themselves.</summary>
    public static IReadOnlyList<OrderLine> Priced(IReadOnlyList<OrderLine> lines, IReadOnlyList<LinePrice> prices) =>
        [.. lines.Select(l => l with { Price = l.Price ?? prices.FirstOrDefault(p => p.Number == l.Number)?.Price })];

    /// <summary>The tasks that the ERP sent: lines <c>7.1</c>, <c>7.2</c> that were one task are one again.</summary>
    public static List<TaskPart> Of(IReadOnlyList<OrderLine> lines)
    {
        var tasks = new List<TaskPart>(lines.Count);
        for (var i = 0; i < lines.Count;)
        {
            var together = Together(lines, i);
            tasks.Add(together == 1
                ? new TaskPart(lines[i].Number, false, [lines[i]])
                : new TaskPart(lines[i].Number[..^2], false, [.. lines.Skip(i).Take(together)]));
            i += together;
        }
        return tasks;
    }

    /// <summary>Tasks of the hub's own, one a line, under a key that cannot be one of the ERP's.</summary>
    public static IEnumerable<TaskPart> Own(string prefix, IReadOnlyList<OrderLine> lines) =>
        lines.Select(l => new TaskPart(OwnKey(prefix, l.Number), true, [l]));

    /// <summary>The key of a task of the hub's own.</summary>
    public static string OwnKey(string prefix, string number) => $"{prefix}-{number}";

    private static int Together(IReadOnlyList<OrderLine> lines, int first)
    {
        var start = lines[first];
        if (start.Number.Length < 3 || !start.Number.EndsWith(".1", StringComparison.Ordinal)) return 1;
        var key = start.Number[..^2];
        var count = 1;
        while (first + count < lines.Count && lines[first + count] is var next && next.Number == $"{key}.{count + 1}"
            && next.Specialism == start.Specialism && next.Ledo == start.Ledo && SameTask(next, start)) count++;
        return count;
    }

    // The long description of a line that was one of many is the task's text; where that text was the line's own it is null.
    private static bool SameTask(OrderLine a, OrderLine b) => a.LongDescription == b.LongDescription;
}
