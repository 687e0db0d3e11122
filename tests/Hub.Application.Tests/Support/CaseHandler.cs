using Hub.Application.Intake;
using Hub.Domain.Streams;

namespace Hub.Application.Tests.Support;

/// <summary>A message about a case, a kind of subject that the product does not have yet; without an id it is about nothing that has a stream.</summary>
internal sealed record CaseMessage(Guid? Case) : IncomingMessage;

/// <summary>Accepts every message about cases and remembers it.</summary>
internal sealed class CaseHandler : IMessageHandler
{
    public Type MessageType => typeof(CaseMessage);

    public List<ReceivedMessage> Handled { get; } = [];

    public Task<Answer> HandleAsync(ReceivedMessage received, CancellationToken cancel)
    {
        Handled.Add(received);
        StreamId? subject = ((CaseMessage)received.Message).Case is { } id ? new StreamId(CaseMessages.CaseKind, id) : null;
        return Task.FromResult<Answer>(new Answer.Accepted(received.Archived.ReceiptId, received.Archived.MessageId, subject, subject is null ? 0 : 1, Repeated: false));
    }
}
