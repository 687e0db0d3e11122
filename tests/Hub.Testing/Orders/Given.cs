using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Testing.Orders;

/// <summary>The test data: one corporation, two contractors, one dwelling, one order.</summary>
public static class Given
{
    public const string ErpId = "erp";
    public const string Alfa = "alfa";
    public const string Beta = "beta";
    public const string AlfaGln = "8712345000011";

    /// <summary>A Monday morning: the time at which orders are placed.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Actor Corporation = new(PartyRole.Corporation, ErpId);
    public static readonly Actor ContractorAlfa = new(PartyRole.Contractor, Alfa);
    public static readonly Actor ContractorBeta = new(PartyRole.Contractor, Beta);
    public static readonly Actor Bureau = new(PartyRole.SurveyBureau, "bureau");

    public static readonly Dwelling Home = new("VHE-1", new Address("Merelstraat", "1", null, null, "1234AB", "Lindedam"), "C-1", "Noord", "flat");

    public static readonly OrderId Id = OrderId.For(ErpId, "4711");

    public static Partner Erp { get; } = new()
    {
        Id = ErpId, Role = PartnerRole.Erp, Name = "The ERP", Gln = "8712345000004",
        Connection = new Connection { Language = Language.Vera, Transport = Transport.VeraClient, Url = new Uri("https://erp.example/vera") },
    };

    public static Partner PartnerAlfa { get; } = Contractor(Alfa, "Alfa Onderhoud") with { Gln = AlfaGln, RelationCode = "R-ALFA" };

    public static Partner PartnerBeta { get; } = Contractor(Beta, "Beta Bouw");

    public static Partner Contractor(string id, string name) => new()
    {
        Id = id, Role = PartnerRole.Contractor, Name = name,
        Connection = new Connection { Language = Language.Canonical, Transport = Transport.Webhook, Url = new Uri($"https://{id}.example/hook") },
    };

    public static OrderContent Content(string number = "4711") => new()
    {
        Number = number, Kind = OrderKind.Repair, Description = "Leaking tap", DwellingId = Home.Id, Lines = [Line("1")],
    };

    public static OrderLine Line(string number, string? specialism = null) =>
        new() { Number = number, Description = $"Task {number}", Specialism = specialism };

    public static Contract Contract(string number, string contractor, params ContractWork[] work) => new()
    {
        Number = number, Contractor = contractor, ValidFrom = new DateOnly(2026, 1, 1), Work = work,
    };

    /// <summary>Alfa first, Beta second, for all repairs.</summary>
    public static Router AlfaThenBeta { get; } = new([Erp, PartnerAlfa, PartnerBeta],
        [Contract("C-ALFA", Alfa, new ContractWork(OrderKind.Repair)), Contract("C-BETA", Beta, new ContractWork(OrderKind.Repair, Rank: 2))]);

    public static Router NoContracts { get; } = new([Erp, PartnerAlfa, PartnerBeta], []);

    public static DecisionContext Context(Router? router = null, params Dwelling[] dwellings) =>
        new((dwellings.Length == 0 ? [Home] : dwellings).ToDictionary(d => d.Id), router ?? AlfaThenBeta);

    public static TimeWindow Visit(int day = 4) => new(Start.AddDays(day), Start.AddDays(day).AddHours(2));

    /// <summary>A photo; another <paramref name="picture"/>, one hex digit, is another picture.</summary>
    public static PhotoAdded Photo(string id = "P-1", PhotoMoment moment = PhotoMoment.After, char picture = 'a', string? line = null) =>
        new(id, moment, new StoredPicture(new string(picture, 64), new string((char)(picture + 1), 64), "image/jpeg", 81_234, 640, 480), line);

    public static PhotoAnnounced Announced(string id = "P-1") => new(id, PhotoMoment.After, $"https://alfa.example/photos/{id}.jpg");

    public static Statement Statement(Actor by, DateTimeOffset at, string messageId = "m-1") => new(by, at, at, messageId, messageId);
}

/// <summary>Reads routing answers.</summary>
public static class RoutingReading
{
    /// <summary>The contractor and the number of the contract; fails the test where no contractor is found.</summary>
    public static (string ContractorId, string? ContractNumber) Award(this RoutingAnswer answer)
    {
        var to = Assert.IsType<RoutingAnswer.To>(answer);
        return (to.ContractorId, to.ContractNumber);
    }
}
