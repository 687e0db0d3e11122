using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Reading;

/// <summary>The people and companies of an order.</summary>
/// <param name="Contractor">The relation with role <c>OPN</c> and the contract, as the ERP names them; open where it names none.
/// What the hub's routing found is passed over.</param>
/// <param name="Resident">The tenant, else the occupant, with how to reach them; null where the message names nobody. Personal data.</param>
internal sealed record PartyReader(ContractorReference Contractor, ResidentContact? Resident, string? ContractorPlace)
{
    private static readonly ContractorReference Open = new();

    public static PartyReader Read(Node order)
    {
        Node? contractor = null;
        var residents = new ResidentContact?[CodeMaps.ResidentRoles.Count];
        foreach (var relation in order.Objects("relaties"))
        {
            var counted = false;
            var (known, errors) = (false, order.ErrorCount);
            foreach (var role in relation.Objects("rollen"))
            {
                if (role.Code("soort") is not { } code) continue;
                known |= CodeMaps.RelationRoles.Contains(code);
                if (role.IsHubsOwn()) continue;
                if (KeyText.Codes.Equals(code, CodeMaps.ContractorRole.Code) && !counted)
                {
                    counted = true;
                    if (contractor is null) contractor = relation;
                    else relation.AddError("één opdrachtnemer (rol OPN) per order");
                }
                for (var i = 0; i < residents.Length; i++)
                    if (KeyText.Codes.Equals(code, CodeMaps.ResidentRoles[i].Code)) residents[i] ??= Contact(relation);
            }
            // Passed over, a contractor whose role is missing or misspelt would leave the order open, and routing could give it to another.
            if (!known && order.ErrorCount == errors)
                relation.AddError(
                    "rollen", $"de rol van de relatie, in soort, met een code uit de VERA-lijst RELATIEROLSOORT, zoals {CodeMaps.ContractorRole.Code}");
        }
        return new PartyReader(Named(order, contractor), Array.Find(residents, r => r is not null), contractor?.Pointer);
    }

    private static ContractorReference Named(Node order, Node? contractor)
    {
        var contract = order.Object("overeenkomst") is { } given && given.IsHubsOwn()
            ? default
            : order.Reference("overeenkomst", "een overeenkomst met haar code, id of idExtern");
        var number = contract.Code ?? contract.Id ?? contract.IdExtern;
        if (contractor is not { } named) return number is null ? Open : new ContractorReference(ContractNumber: number);
        var keys = named.Keys();
        var keeper = named.Key("idGegevensbeheerder");
        var gln = Gln.IsValid(keeper) ? keeper : null;
        if (gln is null && !keys.Any) named.AddError("een opdrachtnemer met zijn code, met zijn GLN in idGegevensbeheerder, of met zijn id");
        return new ContractorReference(gln, keys.Code, keys.Id ?? keys.IdExtern, number);
    }

    private static ResidentContact? Contact(Node person)
    {
        string? phone = null, second = null, email = null;
        foreach (var means in person.Objects("contactgegevens"))
        {
            var kind = means.Code("soort");
            if (KeyText.Codes.Equals(kind, CodeMaps.EmailKind)) email ??= means.Text("waarde");
            else if (kind is not null && CodeMaps.PhoneKinds.Contains(kind, KeyText.Codes) && Phone(means) is { } number)
            {
                if (phone is null) phone = number;
                else if (number != phone) second ??= number;
            }
        }
        var contact = new ResidentContact(Name(person), phone, second, email);
        return contact.IsEmpty ? null : contact;
    }

    private static string? Phone(Node means)
    {
        if (means.Text("waarde") is { } whole) return whole;
        return means.Text("abonneenummer") is { } subscriber ? means.Text("netnummer") + subscriber : null;
    }

    private static string? Name(Node person)
    {
        var given = person.Text("voorletters") ?? person.Text("initialen") ?? person.Text("roepnaam") ?? person.Text("voornaam");
        var parts = new[] { given, person.Text("tussenvoegsels"), person.Text("achternaam") }.Where(p => p is not null);
        var name = string.Join(' ', parts);
        return person.Text("aanschrijfnaam") ?? (name.Length == 0 ? null : name);
    }
}
