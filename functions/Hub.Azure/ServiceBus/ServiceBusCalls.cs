using Hub.Application;

namespace Hub.Azure.ServiceBus;

/// <summary>Calls Service Bus with a timeout and converts its errors to <see cref="StoreException"/>.</summary>
/// <param name="clock">Measures the timeout.</param>
internal sealed class ServiceBusCalls(TimeProvider clock)
{
    /// <summary>Limit of one call, with its retries, its connection and its token. It is longer than the client's own two tries.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(9);

    /// <summary>Makes a call that ends within a limit, or fails as cancelled.</summary>
    public static async Task WithinAsync(TimeSpan limit, Func<CancellationToken, Task> call, TimeProvider clock, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        // Not every wait of the client ends at once where it is cancelled.
        await call(either.Token).WaitAsync(either.Token);
    }

    /// <summary>Makes a call within <see cref="Timeout"/>.</summary>
    /// <exception cref="StoreException">The service is unreachable, answers with an error, or does not answer in time.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        try
        {
            var value = default(T);
            await WithinAsync(Timeout, async c => value = await call(c), clock, cancel);
            return value!;
        }
        catch (Exception e) when (ServiceBusErrors.IsServiceError(e, cancel))
        {
            throw new StoreException($"Service Bus, which holds the dead letters, {ServiceBusErrors.Reason(e)}. The same may be asked again.", e);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(Func<CancellationToken, Task> call, CancellationToken cancel) => CallAsync(
        async either =>
        {
            await call(either);
            return true;
        },
        cancel);
}
