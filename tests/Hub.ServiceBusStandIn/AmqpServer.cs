using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.ServiceBusStandIn;

/// <summary>Accepts connections and links, and attaches each link to the queue that it names.</summary>
internal sealed class AmqpServer(StandInNamespace owner) : IRuntimeProvider
{
    private static readonly AmqpSymbol SessionFilter = "com.microsoft:session-filter";

    private readonly ConcurrentDictionary<AmqpConnection, bool> _connections = new();
    private readonly ConcurrentDictionary<AmqpLink, LinkAddress> _links = new();
    private AmqpTransportListener? _listener;

    public int Port { get; private set; }

    public int ConnectionCount => _connections.Count;

    public PlannedFaults Faults => owner.Faults;

    /// <summary>Links for answers to requests, by the name that each client gave its own.</summary>
    public ConcurrentDictionary<string, SendingAmqpLink> Replies { get; } = new();

    public void Open(int port)
    {
        var version = new AmqpVersion(1, 0, 0);
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(version);
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        sasl.AddHandler(new SaslAnonymousHandler());
        var amqp = new AmqpTransportProvider();
        amqp.Versions.Add(version);
        var settings = new AmqpSettings { RuntimeProvider = this };
        settings.TransportProviders.Add(sasl);
        settings.TransportProviders.Add(amqp);

        var loopback = new LoopbackListener(port);
        Port = loopback.Port;
        _listener = new AmqpTransportListener([loopback], settings);
        _listener.Listen((_, accepted) => Accept(accepted, settings));
    }

    public void Close()
    {
        _listener?.Close();
        _listener = null;
        DropConnections();
    }

    public void DropConnections()
    {
        foreach (var connection in _connections.Keys) connection.Abort();
    }

    public void CloseLinksTo(string queue, AmqpException reason)
    {
        foreach (var (link, address) in _links)
        {
            if (string.Equals(address.Queue, queue, StringComparison.OrdinalIgnoreCase)) link.SafeClose(reason);
        }
    }

    AmqpConnection IConnectionFactory.CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings);

    // Connections make their sessions themselves.
    AmqpSession ISessionFactory.CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => throw new NotSupportedException();

    AmqpLink ILinkFactory.CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (settings.Role == false) return new SendingAmqpLink(session, settings);
        settings.MaxMessageSize = (ulong)owner.MaxMessageSize;
        return new ReceivingAmqpLink(session, settings);
    }

    IAsyncResult ILinkFactory.BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        var result = new OpenedLink(OpenLink(link), state);
        if (result.IsCompleted) callback(result);
        return result;
    }

    void ILinkFactory.EndOpenLink(IAsyncResult result)
    {
    }

    private void Accept(TransportAsyncCallbackArgs accepted, AmqpSettings settings)
    {
        var connection = new AmqpConnection(
            accepted.Transport,
            (ProtocolHeader)accepted.UserToken,
            isInitiator: false,
            settings,
            new AmqpConnectionSettings { ContainerId = "stand-in", MaxFrameSize = 64 * 1024, IdleTimeOut = 4 * 60 * 1000 });
        _connections[connection] = true;
        connection.Closed += (_, _) => _connections.TryRemove(connection, out _);
        connection.BeginOpen(
            AmqpConstants.DefaultTimeout,
            result =>
            {
                try
                {
                    connection.EndOpen(result);
                }
                catch (Exception e)
                {
                    connection.SafeClose(e);
                    _connections.TryRemove(connection, out _);
                }
            },
            null);
    }

    /// <summary>False where the client gets no answer.</summary>
    private bool OpenLink(AmqpLink link)
    {
        if (link.IsReceiver && link.Settings.Target is not Target)
            throw new AmqpException(ErrorConditions.NotImplemented, "The stand-in has no transactions.");
        var address = LinkAddress.Parse((link.IsReceiver ? ((Target)link.Settings.Target).Address : ((Source)link.Settings.Source).Address)?.ToString());
        _links[link] = address;
        link.Closed += (_, _) => _links.TryRemove(link, out _);
        if (address.IsTokenService)
        {
            if (link is ReceivingAmqpLink tokens) _ = new RequestLink(tokens, address.Queue, FaultPoint.Token, this, _ => new RequestAnswer(202));
            else
                AddReplyLink((SendingAmqpLink)link);
            return true;
        }

        var fault = Faults.Next(FaultPoint.Attach, address.Queue);
        switch (fault?.Effect)
        {
            case FaultEffect.Refuse:
                throw new AmqpException(fault.Condition, fault.Description);
            case FaultEffect.LoseAnswer:
                return false;
            case FaultEffect.DropBefore or FaultEffect.DropAfter:
                link.Session.Connection.Abort();
                return false;
        }

        var queue = owner.Find(address.Queue) ?? throw NotFound(address.Queue);
        if (address.DeadLetters) queue = queue.DeadLetters!;
        switch (link)
        {
            case ReceivingAmqpLink requests when address.Requests:
                _ = new RequestLink(requests, queue.Name, FaultPoint.Request, this, new QueueRequests(queue, owner).Handle);
                break;
            case ReceivingAmqpLink when address.DeadLetters:
                throw new AmqpException(ErrorConditions.NotAllowed, "Messages cannot be sent to a dead-letter queue.");
            case ReceivingAmqpLink incoming:
                _ = new SenderLink(incoming, queue, Faults);
                break;
            case SendingAmqpLink replies when address.Requests:
                AddReplyLink(replies);
                break;
            case SendingAmqpLink when ((Source)link.Settings.Source).FilterSet is { } filters && filters.TryGetValue<object>(SessionFilter, out _):
                throw new AmqpException(ErrorConditions.NotAllowed, "The stand-in has no sessions.");
            case SendingAmqpLink outgoing:
                _ = new ReceiverLink(outgoing, queue, owner);
                break;
        }

        return true;
    }

    private void AddReplyLink(SendingAmqpLink link)
    {
        var name = ((Target)link.Settings.Target).Address.ToString()!;
        Replies[name] = link;
        link.Closed += (_, _) => Replies.TryRemove(name, out _);
    }

    internal static AmqpException NotFound(string queue) =>
        new(ErrorConditions.NotFound, $"The messaging entity '{queue}' could not be found.");

    /// <summary>A link that is open at once, or never: then the client runs into its timeout.</summary>
    private sealed class OpenedLink(bool isCompleted, object state) : IAsyncResult
    {
        public object AsyncState => state;

        public WaitHandle AsyncWaitHandle => throw new NotSupportedException();

        public bool CompletedSynchronously => isCompleted;

        public bool IsCompleted => isCompleted;
    }
}
