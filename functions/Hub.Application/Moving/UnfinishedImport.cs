namespace Hub.Application.Moving;

/// <summary>
/// Whether an import into the stores is unfinished. It is asked until the answer is that none is: a hub that worked meanwhile would work with a part of its
/// data, and the import would write over what it did.
/// </summary>
/// <param name="isUnfinished">Asks the store.</param>
public sealed class UnfinishedImport(Func<CancellationToken, Task<bool>> isUnfinished)
{
    private volatile bool _isNone;

    /// <summary>True where the last answer was that one is unfinished, and false where there was no answer yet.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Ends where none is unfinished; at once where that is known.</summary>
    /// <exception cref="StoreException">One is, or that is not known now.</exception>
    public async Task RefuseAsync(CancellationToken cancel)
    {
        if (_isNone) return;
        if (IsFound = await isUnfinished(cancel))
        {
            throw new StoreException("An import into these stores is not finished: the hub would work with a part of its data. "
                + "Stop the hub, run the import again, which goes on where it was, and start the hub then.");
        }
        _isNone = true;
    }
}
