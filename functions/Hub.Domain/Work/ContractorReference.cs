using System.Text.Json.Serialization;
using Hub.Domain.Keys;

namespace Hub.Domain.Work;

/// <summary>How the ERP names the contractor or the contract; all null leaves it to the hub's routing.</summary>
/// <param name="Gln">GS1 location number, 13 digits.</param>
/// <param name="Code">Relation code in the ERP.</param>
/// <param name="Id">Relation id in the ERP, or the hub's own partner id.</param>
/// <param name="ContractNumber">Number of the contract.</param>
public sealed record ContractorReference(string? Gln = null, string? Code = null, string? Id = null, string? ContractNumber = null)
{
    /// <summary>GS1 location number, 13 digits.</summary>
    public string? Gln { get; init => field = KeyText.Given(value); } = KeyText.Given(Gln);

    /// <summary>Relation code in the ERP.</summary>
    public string? Code { get; init => field = KeyText.Given(value); } = KeyText.Given(Code);

    /// <summary>Relation id in the ERP, or the hub's own partner id.</summary>
    public string? Id { get; init => field = KeyText.Given(value); } = KeyText.Given(Id);

    /// <summary>Number of the contract.</summary>
    public string? ContractNumber { get; init => field = KeyText.Given(value); } = KeyText.Given(ContractNumber);

    /// <summary>True where nothing is named.</summary>
    [JsonIgnore]
    public bool IsOpen => Gln is null && Code is null && Id is null && ContractNumber is null;
}
