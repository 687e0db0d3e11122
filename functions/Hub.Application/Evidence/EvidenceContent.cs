namespace Hub.Application.Evidence;

/// <summary>What stands beside a picture in the store, so that it can be told what it is even without the log. No personal data.</summary>
/// <param name="MediaType">Media type of the bytes.</param>
/// <param name="PhotoId">The photo's id on its order, as which it first came in.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record EvidenceInfo(string MediaType, string PhotoId, DateTimeOffset ReceivedAt);

/// <summary>A picture, or a part of it, as the store gives it; to be disposed.</summary>
/// <param name="Content">The bytes asked, from the first on; read once.</param>
/// <param name="Length">Number of bytes of the whole picture.</param>
/// <param name="MediaType">Media type.</param>
public sealed record EvidenceContent(Stream Content, long Length, string MediaType) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
