using Hub.Application.Evidence;
using Hub.Pictures;

namespace Hub.Functions.Http;

/// <summary>
/// A picture of the store as a seekable stream, as ASP.NET Core needs for ranges. After a seek the store is opened at the new position with the first
/// read.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="key">The picture.</param>
/// <param name="opened">The picture, opened at its beginning.</param>
internal sealed class EvidenceStream(IEvidenceStore store, EvidenceKey key, EvidenceContent opened) : ReadOnlyStream
{
    private readonly long _length = opened.Length;
    private EvidenceContent? _content = opened;
    private long _contentAt;

    public override bool CanSeek => true;

    public override long Length => _length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length) return 0;
        if (_content is null || _contentAt != Position)
        {
            if (_content is not null) await _content.DisposeAsync();
            _content = await store.OpenAsync(key, Position, null, cancellationToken)
                ?? throw new FileNotFoundException("The picture was removed while it was being read.");
            _contentAt = Position;
        }
        var read = await _content.Content.ReadAsync(buffer, cancellationToken);
        _contentAt = Position += read;
        return read;
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("A picture is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override async ValueTask DisposeAsync()
    {
        if (_content is not null) await _content.DisposeAsync();
        _content = null;
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content?.Content.Dispose();
        base.Dispose(disposing);
    }
}
