namespace Hub.Application.Leases;

/// <summary>The work took longer than its lease, and another instance of the hub took the lease meanwhile.</summary>
public sealed class LeaseLostException(string name)
    : StoreException($"The work on {name} took too long, and another instance of the hub took it over. Send the same request again.");
