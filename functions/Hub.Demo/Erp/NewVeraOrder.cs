using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Demo.Erp;

/// <summary>An order for the ERP to place.</summary>
public sealed record NewVeraOrder
{
    /// <summary>The order number, in <c>idExtern</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Key of the dwelling.</summary>
    public required string Dwelling { get; init; }

    /// <summary>Kind of work.</summary>
    public OrderKind Kind { get; init; } = OrderKind.Repair;

    /// <summary>The problem or the work.</summary>
    public string Description { get; init; } = "Kraan lekt";

    /// <summary>How the work is settled.</summary>
    public AgreementMethod Agreement { get; init; } = AgreementMethod.LumpSum;

    /// <summary>Urgency as the contract names it.</summary>
    public string? Urgency { get; init; }

    /// <summary>GLN of the contractor; null leaves it to the hub's routing.</summary>
    public string? ContractorGln { get; init; }

    /// <summary>Name of the resident; fictitious.</summary>
    public string? ResidentName { get; init; }

    /// <summary>Phone of the resident; fictitious.</summary>
    public string? ResidentPhone { get; init; }

    /// <summary>The latest day of completion.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<NewVeraTask> Tasks { get; init; } = [];

    /// <summary>The body of <c>POST /onderhoudsorders</c>.</summary>
    public JsonObject ToJson()
    {
        var order = new JsonObject
        {
            ["idExtern"] = Number,
            ["onderhoudSoort"] = Code(CodeMaps.Kinds.Rows.First(r => r.Value == Kind).Code),
            ["omschrijving"] = Description,
            ["afrekenwijze"] = Code(CodeMaps.Agreements.Rows.First(r => r.Value == Agreement).Code),
            ["defecten"] = new JsonArray(new JsonObject { ["eenheid"] = new JsonObject { ["idExtern"] = Dwelling } }),
        };
        if (DueOn is { } due) order["uitersteGereeddatum"] = due.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);
        if (Tasks.Count > 0) order["onderhoudstaken"] = new JsonArray([.. Tasks.Select(t => t.ToJson())]);
        if (Urgency is not null) order["extra-attributen"] = new JsonArray(Extra(MemberNames.Extra.Urgency, Urgency));
        var relations = new JsonArray();
        if (ContractorGln is not null)
            relations.Add(new JsonObject { ["idGegevensbeheerder"] = ContractorGln, ["rollen"] = Role(CodeMaps.ContractorRole.Code) });
        if (ResidentName is not null) relations.Add(Resident());
        if (relations.Count > 0) order["relaties"] = relations;
        return order;
    }

    internal static JsonObject Code(string code) => new() { ["code"] = code };

    internal static JsonObject Extra(string name, string value) => new() { ["naam"] = name, ["waarde"] = value };

    private JsonObject Resident()
    {
        var resident = new JsonObject { ["aanschrijfnaam"] = ResidentName, ["rollen"] = Role(CodeMaps.ResidentRoles[0].Code) };
        if (ResidentPhone is not null)
            resident["contactgegevens"] = new JsonArray(new JsonObject { ["soort"] = Code(CodeMaps.PhoneKinds[0]), ["waarde"] = ResidentPhone });
        return resident;
    }

    private static JsonArray Role(string code) => [new JsonObject { ["soort"] = Code(code) }];
}

/// <summary>One task of an order.</summary>
/// <param name="Number">Its key.</param>
/// <param name="Description">The work.</param>
/// <param name="PriceCode">Code in the contract's price list.</param>
/// <param name="Price">EUR a unit, without VAT.</param>
/// <param name="Quantity">How many.</param>
public sealed record NewVeraTask(string Number, string Description, string? PriceCode = null, decimal? Price = null, decimal Quantity = 1)
{
    internal JsonObject ToJson()
    {
        var task = new JsonObject { ["code"] = Number, ["omschrijving"] = Description };
        if (PriceCode is null && Price is null) return task;
        var price = new JsonObject();
        if (PriceCode is not null) price["code"] = PriceCode;
        if (Price is { } amount) price["bedrag"] = amount;
        task["voorcalculaties"] = new JsonArray(new JsonObject
        {
            ["aantal"] = Quantity, ["meeteenheid"] = NewVeraOrder.Code("STU"), ["standaardprijs"] = price,
        });
        return task;
    }
}
