using Hub.Domain.Keys;

namespace Hub.Domain.Work;

/// <summary>The keys by which the ERP itself knows the order; at least the one that names it is there.</summary>
/// <param name="Id">VERA <c>id</c>.</param>
/// <param name="ExternalId">VERA <c>idExtern</c>.</param>
/// <param name="Code">VERA <c>code</c>.</param>
public sealed record ErpKeys(string? Id = null, string? ExternalId = null, string? Code = null)
{
    /// <summary>VERA <c>id</c>.</summary>
    public string? Id { get; init => field = KeyText.Given(value); } = KeyText.Given(Id);

    /// <summary>VERA <c>idExtern</c>.</summary>
    public string? ExternalId { get; init => field = KeyText.Given(value); } = KeyText.Given(ExternalId);

    /// <summary>VERA <c>code</c>.</summary>
    public string? Code { get; init => field = KeyText.Given(value); } = KeyText.Given(Code);

    /// <summary>These keys, and those of <paramref name="earlier"/> where one is not given.</summary>
    public ErpKeys Or(ErpKeys earlier) => new(Id ?? earlier.Id, ExternalId ?? earlier.ExternalId, Code ?? earlier.Code);
}
