using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What must be true of an order's content, whatever language it came in.</summary>
internal static class OrderChecks
{
    private const decimal MaxUnits = 1_000_000_000m;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="content">What is asked.</param>
    /// <param name="dwelling">The register's row of its dwelling, where there is one.</param>
    /// <param name="before">What was asked before; null where the order is new.</param>
    public static Refusal? Check(OrderContent content, Dwelling? dwelling, OrderContent? before = null)
    {
        if (string.IsNullOrWhiteSpace(content.Number)) return Refusal.Invalid("number-missing", "An order needs a number.");
        if (TooLong(content) is { } tooLong) return Refusal.Invalid("too-long", tooLong);
        if (Unusable(content, before) is { } unusable) return unusable;
        if (content.DwellingId is null && content.Complex is null)
            return Refusal.Invalid("place-missing", "An order needs a dwelling or a complex.");
        if (content.DwellingId is not null && dwelling is null && !IsUsable(content.GivenAddress))
            return Refusal.Invalid("dwelling-unknown",
                $"Dwelling {content.DwellingId} is not in the hub's register and the order carries no address. "
                + "Add it to the register, or send the address with the order.");
        if (content.Lines.Count == 0 && string.IsNullOrWhiteSpace(content.Description))
            return Refusal.Invalid("task-missing", "An order needs at least one task or a description.");
        if (content.Lines.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return Refusal.Invalid("line-twice", $"The order has line {twice.Key} twice.");
        if (Numbers(content.Lines) is { } number) return number;
        if (content.RequestedVisit is { } visit && visit.Until < visit.From)
            return Refusal.Invalid("visit-window", "The requested visit ends before it begins.");
        if (content.DueOn < content.StartOn)
            return Refusal.Invalid("dates", "The order is due before it may start.");
        if (new[] { content.OrderedOn, content.StartOn, content.DueOn }.Any(d => d is { } day && !IsPlausible(day)))
            return Implausible("The order");
        return null;
    }

    /// <summary>What is wrong with the quantities and prices of lines; null where nothing is. The bounds keep every sum of them within a decimal.</summary>
    public static Refusal? Numbers(IReadOnlyList<OrderLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.Quantity <= 0) return Refusal.Invalid("quantity", $"Line {line.Number}: the quantity must be more than zero.");
            if (line.Quantity >= MaxUnits) return Refusal.Invalid("quantity", $"Line {line.Number}: the quantity must be below 1,000,000,000.");
            if (line.Price < 0) return Refusal.Invalid("price", $"Line {line.Number}: the price must not be below zero.");
            if (line.Price >= Limits.AmountBelow) return Refusal.Invalid("price", $"Line {line.Number}: the price must be below EUR 1,000,000,000.");
        }
        return null;
    }

    /// <summary>What is wrong with costs that a partner names; null where nothing is.</summary>
    public static Refusal? Costs(IReadOnlyList<OrderLine>? lines, decimal? total) =>
        total is < 0 or >= Limits.AmountBelow ? Refusal.Invalid("total", "The total must be from zero and below EUR 1,000,000,000.") : Numbers(lines ?? []);

    /// <summary>True for a day that an order can be about.</summary>
    public static bool IsPlausible(DateOnly day) => day.Year is >= 1990 and < 2200;

    /// <summary>The refusal of a day that is not.</summary>
    public static Refusal Implausible(string where) => Refusal.Invalid("date-range", $"{where}: a date from 1990 up to 2199 is expected.");

    // What the order has already, as an earlier version took it, does not keep it from being amended.
    private static Refusal? Unusable(OrderContent content, OrderContent? before)
    {
        if (content.Number != before?.Number && !KeyText.FitsAddress(content.Number))
            return Refusal.UnusableKey($"The order number: expected {KeyText.ExpectedInAddress}.");
        var had = before is null ? [] : Keys(before).Select(k => k.Key).ToHashSet();
        return Keys(content).FirstOrDefault(k => k.Key is { } key && !KeyText.IsUsable(key) && !had.Contains(key)) is { What: { } what } ? UnusableKey(what) : null;
    }

    private static IEnumerable<(string What, string? Key)> Keys(OrderContent content) =>
    [
        ("The order number", content.Number), ("The key id", content.Keys.Id), ("The key idExtern", content.Keys.ExternalId),
        ("The key code", content.Keys.Code), ("The dwelling", content.DwellingId), ("The complex", content.Complex), ("The urgency", content.Urgency),
        ("The number of the parent order", content.ParentNumber), ("The contractor's GLN", content.Contractor.Gln),
        ("The contractor's code", content.Contractor.Code), ("The contractor's id", content.Contractor.Id),
        ("The contract's number", content.Contractor.ContractNumber), .. content.Lines.SelectMany(Keys),
    ];

    private static IEnumerable<(string What, string? Key)> Keys(OrderLine line) =>
    [
        ("The number of a line", line.Number), ("The price code of a line", line.PriceCode), ("The unit of a line", line.Unit),
        ("The specialism of a line", line.Specialism), ("The location of a line", line.Ledo?.Location), ("The element of a line", line.Ledo?.Element),
        ("The defect of a line", line.Ledo?.Defect), ("The cause of a line", line.Ledo?.Cause),
    ];

    /// <summary>What is wrong with the keys of lines that are new; null where nothing is.</summary>
    public static Refusal? KeysOf(IReadOnlyList<OrderLine> lines) =>
        lines.SelectMany(Keys).FirstOrDefault(k => k.Key is { } key && !KeyText.IsUsable(key)) is { What: { } what } ? UnusableKey(what) : null;

    /// <summary>The refusal of a key that is none of <see cref="KeyText.IsUsable"/>.</summary>
    public static Refusal UnusableKey(string what) => Refusal.UnusableKey($"{what}: expected {KeyText.Expected}.");

    // The first thing that is too long. The formats bound some of it sooner; whatever came in, this bounds what is kept.
    private static string? TooLong(OrderContent content)
    {
        (string What, string? Text, int Most)[] texts =
        [
            ("number", content.Number, Limits.KeyLength), ("id", content.Keys.Id, Limits.KeyLength), ("external id", content.Keys.ExternalId, Limits.KeyLength),
            ("code", content.Keys.Code, Limits.KeyLength), ("dwelling", content.DwellingId, Limits.KeyLength), ("complex", content.Complex, Limits.KeyLength),
            ("urgency", content.Urgency, Limits.KeyLength), ("parent number", content.ParentNumber, Limits.KeyLength),
            ("contractor's GLN", content.Contractor.Gln, Limits.KeyLength), ("contractor's code", content.Contractor.Code, Limits.KeyLength),
            ("contractor's id", content.Contractor.Id, Limits.KeyLength), ("contract number", content.Contractor.ContractNumber, Limits.KeyLength),
            ("description", content.Description, Limits.TextLength), ("remarks", content.Remarks, Limits.TextLength),
        ];
        foreach (var (what, text, most) in texts)
            if (text?.Length > most) return $"The order's {what} has more than {most} characters.";
        if (content.Lines.Count > Limits.LinesPerOrder) return $"The order has more than {Limits.LinesPerOrder} lines.";
        var place = 0;
        foreach (var line in content.Lines)
        {
            place++;
            if (line.Number.Length > Limits.KeyLength) return $"The number of line {place} has more than {Limits.KeyLength} characters.";
            if (line.PriceCode?.Length > Limits.KeyLength) return $"The price code of line {place} has more than {Limits.KeyLength} characters.";
            if (line.Specialism?.Length > Limits.KeyLength) return $"The specialism of line {place} has more than {Limits.KeyLength} characters.";
            if (line.Description.Length > Limits.TextLength || line.LongDescription?.Length > Limits.TextLength)
                return $"A description of line {place} has more than {Limits.TextLength} characters.";
        }
        return null;
    }

    private static bool IsUsable(Address? address) => address is { Street: not null, HouseNumber: not null } or { PostalCode: not null, HouseNumber: not null };
}
