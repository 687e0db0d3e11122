using System.Buffers;
using System.IO.Pipelines;

namespace Hub.Functions.Door;

/// <summary>A request's body, as it comes in. Whoever will not wait for its next piece any longer loses nothing of it: the next one to ask gets it.</summary>
/// <param name="reader">The body; nobody else reads it meanwhile.</param>
public sealed class IncomingBody(PipeReader reader)
{
    private Task<ReadResult>? _awaited;

    /// <summary>Copies the next bytes; none where the body has ended.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="patience">Ends the wait, not the read.</param>
    /// <param name="cancel">Gives up the body.</param>
    /// <exception cref="OperationCanceledException">One of the two came before the bytes.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> to, CancellationToken patience, CancellationToken cancel)
    {
        while (true)
        {
            var piece = await NextAsync(patience, cancel);
            var read = (int)Math.Min(piece.Buffer.Length, to.Length);
            var bytes = piece.Buffer.Slice(0, read);
            bytes.CopyTo(to.Span);
            // From here on they are others' memory.
            reader.AdvanceTo(bytes.End);
            // A read may end without bytes before the body does.
            if (read > 0 || piece.IsCompleted) return read;
        }
    }

    private async ValueTask<ReadResult> NextAsync(CancellationToken patience, CancellationToken cancel)
    {
        if (_awaited is null)
        {
            var read = reader.ReadAsync(cancel);
            if (read.IsCompletedSuccessfully) return read.Result;
            _awaited = read.AsTask();
        }
        var piece = await _awaited.WaitAsync(patience);
        _awaited = null;
        return piece;
    }
}
