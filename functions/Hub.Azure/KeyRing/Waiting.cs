namespace Hub.Azure.KeyRing;

/// <summary>
/// Waits for a service where ASP.NET Data Protection knows no other way: its repositories and encryptors are synchronous. That happens when an instance first
/// needs a key, and once a day.
/// </summary>
internal static class Waiting
{
    /// <summary>Does the work on the pool's threads, so that it cannot wait for the very one that waits for it.</summary>
    public static T For<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
