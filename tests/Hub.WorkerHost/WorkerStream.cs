using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Hub.WorkerHost.Rpc;

namespace Hub.WorkerHost;

/// <summary>The host's end of the one gRPC stream between it and a worker. The answer to a request bears the request's id.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _pending = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _broken;

    /// <summary>Ends when the worker has introduced itself.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Receives what the worker and its functions log.</summary>
    public Action<RpcLog>? Logged { get; set; }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var sending = SendAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken)) Receive(message);
            await sending;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or Grpc.Core.RpcException)
        {
            // The worker ended, or was ended.
        }
        finally
        {
            Break(new IOException("The stream to the worker has ended."));
        }
    }

    /// <summary>Sends a message that has no answer.</summary>
    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request and returns its answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message, CancellationToken cancel)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var answer = _pending[message.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // After it is pending: a break that comes between is seen either here or there.
        if (_broken is { } broken) throw broken;
        Send(message);
        return await answer.Task.WaitAsync(cancel);
    }

    /// <summary>Fails every request that is pending: no answer will come.</summary>
    public void Break(Exception why)
    {
        _broken ??= why;
        _outgoing.Writer.TryComplete();
        _connected.TrySetException(why);
        foreach (var id in _pending.Keys)
            if (_pending.TryRemove(id, out var answer)) answer.TrySetException(why);
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                _connected.TrySetResult();
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                Logged?.Invoke(message.RpcLog);
                break;
            default:
                if (_pending.TryRemove(message.RequestId, out var answer)) answer.TrySetResult(message);
                break;
        }
    }

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> to, CancellationToken cancel)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancel)) await to.WriteAsync(message, cancel);
    }
}
