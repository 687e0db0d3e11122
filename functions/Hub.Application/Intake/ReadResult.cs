using Hub.Domain.Documents;

namespace Hub.Application.Intake;

/// <summary>What came of reading a body.</summary>
public abstract record ReadResult
{
    /// <summary>It was read. More than one only for a batch.</summary>
    public sealed record Read(IReadOnlyList<IncomingMessage> Messages) : ReadResult;

    /// <summary>It was not; every fault found, at least one.</summary>
    public sealed record Failed(IReadOnlyList<ReadError> Errors) : ReadResult;
}
