namespace Hub.Domain.Orders;

/// <summary>The sides of an order; combined.</summary>
[Flags]
public enum Sides
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The corporation.</summary>
    Corporation = 1,

    /// <summary>The order's contractor.</summary>
    Contractor = 2,

    /// <summary>Either of the two.</summary>
    Both = Corporation | Contractor,
}
