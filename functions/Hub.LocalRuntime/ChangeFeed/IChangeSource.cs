namespace Hub.LocalRuntime;

/// <summary>
/// The changes of one container, for change-feed functions. The app registers one for each container that a <see cref="CosmosDBTriggerAttribute"/> names:
/// <c>services.AddSingleton&lt;IChangeSource&lt;Document&gt;&gt;(...)</c>.
/// </summary>
/// <typeparam name="T">The document, as in the function's <see cref="IReadOnlyList{T}"/>.</typeparam>
public interface IChangeSource<T>
{
    /// <summary>The container, as the trigger names it.</summary>
    string ContainerName { get; }

    /// <summary>Reads the changes after a position, in their order. Documents of one partition key keep their order; positions only grow.</summary>
    /// <param name="after">The position of the last document that was handled; 0 before the first.</param>
    /// <param name="max">The most documents to return.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The documents, and the position of the last; no documents when there is no news.</returns>
    ValueTask<ChangePage<T>> ReadAsync(long after, int max, CancellationToken cancellationToken);

    /// <summary>Ends when there is a change after <paramref name="after"/>; at once when there is one already.</summary>
    Task WaitAsync(long after, CancellationToken cancellationToken);

    /// <summary>The position of the latest change; 0 when there is none. A function that does not start from the beginning starts after it.</summary>
    ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken);
}

/// <summary>Some changes, in their order.</summary>
/// <param name="Documents">The documents.</param>
/// <param name="Position">The position of the last one, from which reading goes on.</param>
public sealed record ChangePage<T>(IReadOnlyList<T> Documents, long Position);
