namespace Hub.Application.Registry;

/// <summary>Removes partners' earlier versions with their secrets when their time is over, and secrets that no partner refers to.</summary>
public sealed class ForgetPartnerVersions(IRegistry store, TimeProvider clock)
{
    /// <summary>Removes what is due; idempotent.</summary>
    public Task SweepAsync(CancellationToken cancel) => store.RemovePartnerVersionsAsync(clock.GetUtcNow() - PartnerVersion.KeptFor, cancel);
}
