using System.Text;
using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Setup;
using Hub.Domain.Partners;

namespace Hub.Demo.Story;

/// <summary>The fictitious parties of the demo: the corporation, its ERP, four contractors, their contracts, and forty dwellings.</summary>
public sealed class DemoPartners : IAsyncDisposable
{
    /// <summary>The corporation's name, for the hub's setting <c>Hub:Corporation:Name</c>.</summary>
    public const string CorporationName = "Woonstichting De Linde";

    /// <summary>The corporation's GLN, for <c>Hub:Corporation:Gln</c>: without one the hub cannot write DICO.</summary>
    public const string CorporationGln = "8712345000011";

    private const int DwellingsInComplex = 10;

    private static readonly (string Letter, string Complex, string Area, string Street, string PostalCode, string City)[] Complexes =
    [
        ("N", "C-100", "Noord", "Merelstraat", "1234AB", "Lindedam"),
        ("Z", "C-200", "Zuid", "Wilgenlaan", "1235CD", "Lindedam"),
        ("H", "C-300", "Haven", "Kadehof", "1236EF", "Lindedam"),
        ("O", "C-400", "Oost", "Meidoornpad", "1237GH", "Lindedam"),
    ];

    internal DemoPartners(StandInOptions options)
    {
        Erp = new StandInErp("ERP De Linde", "corporatie-erp", options);
        Troffel = new StandInDicoContractor("De Gouden Troffel", "gouden-troffel", "8712345000028", DicoGeneration.A, options);
        Timmer = new StandInDicoContractor("Timmer & Zn", "timmer-en-zn", "8712345000035", DicoGeneration.C, options);
        Kompas = new StandInWebhookContractor("Klusbedrijf Kompas", "klusbedrijf-kompas", "8712345000042", options);
        Spijker = new StandInWebhookContractor("Onderhoud De Spijker", "de-spijker", "8712345000059", options);
    }

    internal StandInErp Erp { get; }

    /// <summary>Area Noord, DICO generation A.</summary>
    internal StandInDicoContractor Troffel { get; }

    /// <summary>Area Zuid, and second in Noord; DICO generation C.</summary>
    internal StandInDicoContractor Timmer { get; }

    /// <summary>Complex C-300, and second in area Zuid; CloudEvents over webhooks.</summary>
    internal StandInWebhookContractor Kompas { get; }

    /// <summary>Area Oost; CloudEvents over webhooks. Being the fourth, it gives each of the others a chain of three beside it.</summary>
    internal StandInWebhookContractor Spijker { get; }

    internal IReadOnlyList<IContractor> Contractors => [Troffel, Timmer, Kompas, Spijker];

    /// <summary>Starts all stand-ins and registers them at the hub.</summary>
    /// <returns>The ERP's client of the hub.</returns>
    internal async Task<HubClient> StartAsync(HubSetup setup, CancellationToken cancel)
    {
        await Erp.StartAsync(cancel: cancel);
        await Troffel.StartAsync(cancel: cancel);
        await Timmer.StartAsync(cancel: cancel);
        await Kompas.StartAsync(cancel: cancel);
        await Spijker.StartAsync(cancel: cancel);

        await setup.PutDwellingsAsync(Register(), cancel);
        var erp = await setup.ConnectAsync(Erp, cancel);
        foreach (var contractor in Contractors) await setup.ConnectAsync(contractor, cancel);
        foreach (var (number, contractor, where, work) in Contracts())
        {
            await setup.PutContractAsync(number, Contract(contractor, where, work), cancel);
            await setup.PutPricesAsync(number, WorkedExample.Prices(), cancel);
        }
        return erp;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Erp.DisposeAsync();
        await Troffel.DisposeAsync();
        await Timmer.DisposeAsync();
        await Kompas.DisposeAsync();
        await Spijker.DisposeAsync();
    }

    private IEnumerable<(string Number, IContractor Contractor, JsonObject Where, (string Kind, int Rank)[] Work)> Contracts() =>
    [
        ("RC-101", Troffel, Area("Noord"), [("Repair", 1), ("Turnover", 1), ("Inspection", 1)]),
        ("RC-201", Timmer, Area("Zuid"), [("Repair", 1), ("Turnover", 1), ("Inspection", 1)]),
        ("RC-202", Timmer, Area("Noord"), [("Repair", 2)]),
        ("RC-301", Kompas, new JsonObject { ["complex"] = "C-300" }, [("Repair", 1), ("Turnover", 1), ("Inspection", 1)]),
        ("RC-302", Kompas, Area("Zuid"), [("Repair", 2)]),
        ("RC-401", Spijker, Area("Oost"), [("Repair", 1), ("Turnover", 1), ("Inspection", 1)]),
    ];

    // All have the terms of the worked example; they differ in contractor and area.
    private static JsonObject Contract(IContractor contractor, JsonObject where, (string Kind, int Rank)[] work)
    {
        var contract = WorkedExample.Contract();
        contract["contractor"] = contractor.PartnerId;
        contract["areas"] = new JsonArray(where);
        contract["work"] = new JsonArray([.. work.Select(w => new JsonObject { ["kind"] = w.Kind, ["rank"] = w.Rank })]);
        return contract;
    }

    private static JsonObject Area(string area) => new() { ["area"] = area };

    private static string Register()
    {
        var csv = new StringBuilder("id;street;houseNumber;postalCode;city;complex;area;type\n");
        foreach (var (letter, complex, area, street, postalCode, city) in Complexes)
            for (var i = 1; i <= DwellingsInComplex; i++)
                csv.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"{letter}-{i:00};{street};{i * 2};{postalCode};{city};{complex};{area};appartement\n");
        return csv.ToString();
    }
}
