namespace Hub.Demo.Contractors;

/// <summary>The messages that a contractor received about each order, each once, and the last that it sent.</summary>
internal sealed class MessageHistory
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, List<ReceivedEvent>> _received = [];
    private readonly Dictionary<string, byte[]> _sent = [];

    /// <summary>True where the message is new.</summary>
    /// <param name="number">The order's number.</param>
    /// <param name="message">The message.</param>
    /// <param name="keep">What else is stored of a new message, before anybody can see that it was received.</param>
    public bool AddReceived(string number, ReceivedEvent message, Action? keep = null)
    {
        lock (_gate)
        {
            if (!_known.Add(message.MessageId)) return false;
            keep?.Invoke();
            if (!_received.TryGetValue(number, out var list)) _received[number] = list = [];
            list.Add(message);
            return true;
        }
    }

    public IReadOnlyList<ReceivedEvent> ReceivedFor(string number)
    {
        lock (_gate) return _received.TryGetValue(number, out var list) ? [.. list] : [];
    }

    public void AddSent(string number, byte[] body)
    {
        lock (_gate) _sent[number] = body;
    }

    public byte[] LastSent(string number)
    {
        lock (_gate) return _sent.GetValueOrDefault(number) ?? throw new InvalidOperationException($"Nothing was sent about order {number} yet.");
    }
}
