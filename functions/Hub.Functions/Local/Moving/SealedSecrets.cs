using System.Runtime.CompilerServices;
using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>Secrets as they stand in an export: sealed.</summary>
internal sealed class SealedSecrets(IMovedRecords<MovedSecret> secrets, PassphraseSeal seal) : IMovedRecords<MovedSecret>
{
    public async IAsyncEnumerable<MovedSecret> ReadAsync(MovedSecret? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var secret in secrets.ReadAsync(after, cancel)) yield return secret with { Value = seal.Seal(secret.Name, secret.Value) };
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedSecret> page, DateTimeOffset at, CancellationToken cancel) => secrets.WriteAsync(
        first, [.. page.Select(Opened)], at, cancel);

    private MovedSecret Opened(MovedSecret secret) => secret with
    {
        Value = seal.Open(secret.Name, secret.Value) ?? throw new MoveException($"The secret {secret.Name} of the export was changed: it cannot be opened."),
    };
}
