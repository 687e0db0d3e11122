namespace Hub.Demo.Contractors;

/// <summary>What a contractor heard of each order: each message once, and the last that it said itself.</summary>
internal sealed class OrderNews
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, List<Heard>> _heard = [];
    private readonly Dictionary<string, byte[]> _said = [];

    /// <summary>True where the message is new.</summary>
    public bool Hear(string number, Heard heard)
    {
        lock (_gate)
        {
            if (!_known.Add(heard.MessageId)) return false;
            if (!_heard.TryGetValue(number, out var list)) _heard[number] = list = [];
            list.Add(heard);
            return true;
        }
    }

    public IReadOnlyList<Heard> About(string number)
    {
        lock (_gate) return _heard.TryGetValue(number, out var list) ? [.. list] : [];
    }

    public void Say(string number, byte[] body)
    {
        lock (_gate) _said[number] = body;
    }

    public byte[] LastSaid(string number)
    {
        lock (_gate) return _said.GetValueOrDefault(number) ?? throw new InvalidOperationException($"Nothing was said about order {number} yet.");
    }
}
