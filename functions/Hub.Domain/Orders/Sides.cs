namespace Hub.Domain.Orders;

/// <summary>Sides that may say something; combined.</summary>
[Flags]
public enum Sides
{
    /// <summary>Nobody outside: the hub makes it itself.</summary>
    None = 0,

    /// <summary>The corporation.</summary>
    Corporation = 1,

    /// <summary>The order's contractor.</summary>
    Contractor = 2,

    /// <summary>Either of the two.</summary>
    Both = Corporation | Contractor,
}
