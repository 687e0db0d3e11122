using Hub.Application.Archive;

namespace Hub.Application.Intake;

/// <summary>Decides messages about one kind of subject, and commits what follows. One implementation a type of <see cref="IncomingMessage"/>.</summary>
public interface IMessageHandler
{
    /// <summary>The type of message that it handles.</summary>
    Type MessageType { get; }

    /// <summary>Decides and commits. The answer is durable when it returns; nothing is where it throws.</summary>
    /// <exception cref="StoreException">A store cannot do it now; nothing was answered, and the same message may come again.</exception>
    Task<Answer> HandleAsync(ReceivedMessage received, CancellationToken cancel);
}

/// <summary>A message that is being processed; no other of this sender with this id is.</summary>
/// <param name="Submission">Who sent it, and how.</param>
/// <param name="Message">What it says.</param>
/// <param name="Archived">The message as it is to be archived, with the identity by which it is known.</param>
/// <param name="Hash">By what it is known again.</param>
/// <param name="IsArchived">True where the same message was archived before.</param>
public sealed record ReceivedMessage(Submission Submission, IncomingMessage Message, ArchivedMessage Archived, MessageHash Hash, bool IsArchived)
{
    /// <summary>The identities under which earlier versions of the hub may have kept the same message, where they are others than now.</summary>
    public IReadOnlyList<string> EarlierMessageIds { get; init; } = [];
}
