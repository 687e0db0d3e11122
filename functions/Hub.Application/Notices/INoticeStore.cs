namespace Hub.Application.Notices;

/// <summary>
/// What was noticed and what is to be sent, a state for each subject. There are few: of each partner three, and one of the hub itself. Two adapters, one
/// contract suite.
/// </summary>
public interface INoticeStore
{
    /// <summary>The states of all subjects.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    ValueTask<IReadOnlyList<NoticeState>> ListAsync(CancellationToken cancel);

    /// <summary>
    /// Writes a state in the place of the one that was read, of which it has the <see cref="NoticeState.Tag"/>; without a tag only where there is none.
    /// Durable when it returns.
    /// </summary>
    /// <returns>The state with its new tag; null where another write was first, and then nothing changes.</returns>
    /// <exception cref="StoreException">It may be written or not.</exception>
    Task<NoticeState?> TrySaveAsync(NoticeState state, CancellationToken cancel);
}
