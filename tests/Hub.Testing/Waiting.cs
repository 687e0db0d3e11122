namespace Hub.Testing;

/// <summary>Bounds the waits of tests.</summary>
public static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The result, or a failed test instead of one that hangs.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>The end, or a failed test instead of one that hangs.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Patience);
}
