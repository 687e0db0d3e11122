namespace Hub.Testing;

/// <summary>Timeouts for tests.</summary>
public static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The result; fails the test after 30 s.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Waits for the end; fails the test after 30 s.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Limit);
}
