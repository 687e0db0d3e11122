using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// When a body must have come in whole: half a minute, and the time that it takes at <see cref="LeastBytesPerSecond"/>. The server's own least rate is an
/// average: whoever sends fast at first could wait for an hour before the last byte.
/// </summary>
internal sealed class BodyDeadline : IDisposable
{
    /// <summary>The least rate over the whole body, bytes a second.</summary>
    public const int LeastBytesPerSecond = 8 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationToken _request;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _either;

    private BodyDeadline(TimeSpan time, TimeProvider clock, CancellationToken request)
    {
        _request = request;
        _over = new CancellationTokenSource(time, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, request);
    }

    /// <summary>Cancelled at the deadline, or with the request.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Begins with the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Bytes that are read of it at most.</param>
    /// <param name="clock">The clock; null for the request's.</param>
    public static BodyDeadline Begin(HttpRequest request, long most, TimeProvider? clock = null) => new(
        Grace + TimeSpan.FromSeconds((double)Math.Min(request.ContentLength ?? most, most) / LeastBytesPerSecond),
        clock ?? request.HttpContext.RequestServices?.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System,
        request.HttpContext.RequestAborted);

    /// <summary>Reads the body, or a part of it.</summary>
    /// <exception cref="BadHttpRequestException">408: the deadline was over first.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        try
        {
            return await read(Token);
        }
        catch (OperationCanceledException e) when (_over.IsCancellationRequested && !_request.IsCancellationRequested)
        {
            throw new BadHttpRequestException(string.Create(
                CultureInfo.InvariantCulture, $"The body came in too slowly: at least {LeastBytesPerSecond} bytes a second are expected."),
                StatusCodes.Status408RequestTimeout, e);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _over.Dispose();
    }
}
