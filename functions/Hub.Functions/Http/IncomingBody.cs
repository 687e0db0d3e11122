using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>A request's body, read in pieces. A wait that is cancelled loses nothing: the next call returns the piece.</summary>
/// <param name="reader">The body; nobody else reads it before this is disposed.</param>
public sealed class IncomingBody(PipeReader reader) : IAsyncDisposable
{
    private Task<ReadResult>? _awaited;
    private ReadResult? _piece;

    /// <summary>Waits until bytes are there, or the body has ended.</summary>
    /// <param name="deadline">Ends the wait, not the read.</param>
    /// <param name="cancel">Ends the read itself.</param>
    /// <exception cref="OperationCanceledException">One of the two was cancelled first.</exception>
    /// <returns>The bytes that are there, valid until <see cref="AdvanceTo"/>; none where the body has ended.</returns>
    public async ValueTask<ReadOnlySequence<byte>> NextAsync(CancellationToken deadline, CancellationToken cancel)
    {
        while (true)
        {
            if (_piece is null)
            {
                _awaited ??= reader.ReadAsync(cancel).AsTask();
                var piece = await PieceAsync(_awaited, deadline);
                (_awaited, _piece) = (null, piece);
            }
            // A read may end without bytes before the body does.
            if (!_piece.Value.Buffer.IsEmpty || _piece.Value.IsCompleted) return _piece.Value.Buffer;
            AdvanceTo(_piece.Value.Buffer.End);
        }
    }

    /// <summary>
    /// True for a body that is not framed as HTTP has it, which the server reports as if the connection had failed: a chunk of more than 2 GiB.
    /// </summary>
    public static bool IsWrongFraming(IOException e) => e.InnerException is OverflowException or FormatException;

    /// <summary>The refusal of such a body.</summary>
    public static BadHttpRequestException WrongFraming(IOException e) => new("The body's chunks are not well-formed.", StatusCodes.Status400BadRequest, e);

    private static async Task<ReadResult> PieceAsync(Task<ReadResult> awaited, CancellationToken deadline)
    {
        try
        {
            return awaited.IsCompleted ? await awaited : await awaited.WaitAsync(deadline);
        }
        catch (IOException e) when (IsWrongFraming(e))
        {
            throw WrongFraming(e);
        }
    }

    /// <summary>Releases what was taken of the piece; the rest is returned again.</summary>
    public void AdvanceTo(SequencePosition taken)
    {
        _piece = null;
        reader.AdvanceTo(taken);
    }

    /// <summary>Leaves the rest to the server, which reads it to its end so that the connection can be used again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_awaited is { } awaited)
        {
            reader.CancelPendingRead();
            try
            {
                _piece = await awaited;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
            {
                // The connection is broken: there is no rest.
            }
            _awaited = null;
        }
        if (_piece is { } piece) AdvanceTo(piece.Buffer.Start);
    }
}
