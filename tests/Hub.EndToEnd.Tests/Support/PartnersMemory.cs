using System.Buffers;
using Hub.Functions.Http;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>All the memory for pictures that a partner may have, in parts.</summary>
internal static class PartnersMemory
{
    public const int Part = 16 * 1024 * 1024;

    public static async Task<List<IMemoryOwner<byte>>> RentAllAsync(this UploadMemoryBudget memory, string partner)
    {
        var parts = new List<IMemoryOwner<byte>>();
        for (var have = 0; have < UploadMemoryBudget.MaxBytesPerPartner; have += Part) parts.Add(await memory.RentAsync(partner, Part, CancellationToken.None));
        return parts;
    }
}
