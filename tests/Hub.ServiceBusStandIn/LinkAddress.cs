namespace Hub.ServiceBusStandIn;

/// <summary>What the address of a link names: the token service, a queue, its dead letters, or the requests of either.</summary>
internal readonly record struct LinkAddress(string Queue, bool DeadLetters, bool Requests)
{
    public const string TokenService = "$cbs";

    private const string RequestSuffix = "/$management";
    private const string DeadLetterSuffix = "/$deadletterqueue";

    public bool IsTokenService => Queue == TokenService;

    public static LinkAddress Parse(string? address)
    {
        var path = Uri.UnescapeDataString(address ?? "").Trim('/');
        var requests = Strip(ref path, RequestSuffix);
        var deadLetters = Strip(ref path, DeadLetterSuffix);
        return new LinkAddress(path, deadLetters, requests);
    }

    private static bool Strip(ref string path, string suffix)
    {
        if (!path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return false;
        path = path[..^suffix.Length];
        return true;
    }
}
