using System.Net.Sockets;
using System.Security.Principal;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.ServiceBusStandIn;

/// <summary>An accepted connection. The transport of the AMQP library is internal to it.</summary>
internal sealed class SocketTransport : TransportBase
{
    private readonly Socket _socket;

    public SocketTransport(Socket socket)
        : base("stand-in")
    {
        _socket = socket;
        socket.NoDelay = true;
        Principal = new GenericPrincipal(new GenericIdentity("test"), null);
        (LocalEndPoint, RemoteEndPoint) = ($"{socket.LocalEndPoint}", $"{socket.RemoteEndPoint}");
    }

    public override string LocalEndPoint { get; }

    public override string RemoteEndPoint { get; }

    public override void SetMonitor(ITransportMonitor usageMeter)
    {
    }

    public override bool WriteAsync(TransportAsyncCallbackArgs args)
    {
        var sent = args.Buffer is not null
            ? _socket.SendAsync(new ArraySegment<byte>(args.Buffer, args.Offset, args.Count), SocketFlags.None)
            : _socket.SendAsync([.. args.ByteBufferList.Select(b => new ArraySegment<byte>(b.Buffer, b.Offset, b.Length))], SocketFlags.None);
        return Continue(sent, args);
    }

    public override bool ReadAsync(TransportAsyncCallbackArgs args) =>
        Continue(_socket.ReceiveAsync(new ArraySegment<byte>(args.Buffer, args.Offset, args.Count), SocketFlags.None), args);

    protected override bool CloseInternal()
    {
        _socket.Dispose();
        return true;
    }

    protected override void AbortInternal()
    {
        // Linger zero: the client sees a reset, as of a lost connection, and no orderly end.
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        _socket.Dispose();
    }

    /// <summary>The library's contract: true, and the callback later, where the work is not done yet; else false, and no callback.</summary>
    private static bool Continue(Task<int> work, TransportAsyncCallbackArgs args)
    {
        if (work.IsCompleted)
        {
            Record(work, args);
            return false;
        }

        _ = work.ContinueWith(
            done =>
            {
                Record(done, args);
                args.CompletedCallback(args);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return true;
    }

    private static void Record(Task<int> work, TransportAsyncCallbackArgs args)
    {
        if (work.IsCompletedSuccessfully) args.BytesTransfered = work.Result;
        else
            args.Exception = work.Exception?.InnerException ?? new OperationCanceledException();
    }
}
