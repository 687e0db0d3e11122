using System.Threading.Channels;
using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

/// <summary>What a function under test reports, for the test to wait for.</summary>
internal sealed class Probe<T>
{
    private readonly Channel<T> _seen = Channel.CreateUnbounded<T>();

    /// <summary>Whether nothing is reported that the test has not taken.</summary>
    public bool IsEmpty => _seen.Reader.Count == 0;

    public void Report(T value) => _seen.Writer.TryWrite(value);

    public Task<T> NextAsync() => _seen.Reader.ReadAsync().AsTask().Soon();

    public async Task<List<T>> NextAsync(int count)
    {
        List<T> values = [];
        while (values.Count < count) values.Add(await NextAsync());
        return values;
    }
}

/// <summary>Holds functions until the test lets them go.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken = default) => _open.Task.WaitAsync(cancellationToken);
}
