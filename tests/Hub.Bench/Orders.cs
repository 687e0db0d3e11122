using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Testing.Pictures;

namespace Hub.Bench;

/// <summary>What the orders of a measurement look like.</summary>
internal abstract class Orders
{
    /// <summary>The least that an order can be: two tasks for one dwelling, a contract that says nothing of times and prices.</summary>
    public static readonly Orders Light = new LightOrders();

    /// <summary>
    /// An order as corporations place them: a resident, an appointment wish, six tasks with codes of the price list, and a photo of the damage;
    /// under a contract with areas, service levels, mandates, sampling and a price list of 500 codes.
    /// </summary>
    public static readonly Orders Realistic = new RealisticOrders();

    /// <summary>Its name in the report.</summary>
    public abstract string Name { get; }

    /// <summary>Puts the contract under which the orders are placed.</summary>
    /// <param name="put">Puts a body at a path below the manage API.</param>
    public abstract Task PutContractAsync(Func<string, string, Task> put);

    /// <summary>The body of an order, for one of a thousand dwellings.</summary>
    protected abstract string Body(string number, int dwelling);

    /// <summary>The body of an order, as its ERP keeps it.</summary>
    public JsonObject Document(string number) => JsonNode.Parse(Body(number, DwellingOf(number)))!.AsObject();

    /// <summary>The request that places an order.</summary>
    public HttpRequestMessage Place(string number, string key)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(number, DwellingOf(number))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/api/vera/v4/onderhoudsorders")
        {
            Content = content, Headers = { { "X-API-KEY", key }, { "X-Stuurgegevens-Referentienummer", $"ref-{number}" } },
        };
    }

    private static int DwellingOf(string number) => (number.GetHashCode(StringComparison.Ordinal) % 500) + 500;

    private sealed class LightOrders : Orders
    {
        public override string Name => "light order";

        public override Task PutContractAsync(Func<string, string, Task> put) => put("contracts/RC-1", """{"contractor":"contractor","validFrom":"2020-01-01"}""");

        protected override string Body(string number, int dwelling) => $$$"""
            {"idExtern":"{{{number}}}","onderhoudSoort":{"code":"REP"},"omschrijving":"Kraan in de keuken lekt","opdrachtdatum":"2026-11-20T08:00:00Z",
             "afrekenwijze":{"code":"NCE"},"defecten":[{"eenheid":{"idExtern":"E-{{{dwelling}}}"},"locatie":{"code":"KEU"}}],
             "onderhoudstaken":[{"idExtern":"1","omschrijving":"Kraan vervangen","voorcalculaties":[{"omschrijving":"Kraan","aantal":1,"standaardprijs":{"code":"SAN-010","bedrag":85.50}}]},
              {"idExtern":"2","omschrijving":"Kit vernieuwen"}],
             "extra-attributen":[{"naam":"urgentie","waarde":"regulier"}]}
            """;
    }

    private sealed class RealisticOrders : Orders
    {
        private const int Codes = 500;
        private const int PhotoSide = 256;

        // A photo as an ERP attaches it: scaled down, some 200 kB. A few pictures serve all orders: each order keeps its own.
        private readonly Lazy<string[]> _photos = new(() => [.. Enumerable.Range(0, 8).Select(i => Convert.ToBase64String(Photo(i)))]);

        public override string Name => "realistic order";

        public override async Task PutContractAsync(Func<string, string, Task> put)
        {
            // Every order lies within the lowest mandate (at most EUR 10,930), so that none waits for a person.
            await put("contracts/RC-1", """
                {"contractor":"contractor","validFrom":"2020-01-01","dwellings":1000,"areas":[{"area":"Noord"}],"work":[{"kind":"Repair","rank":1},{"kind":"Turnover","rank":1}],
                 "pricing":{"lumpSumPerDwelling":145.00},"mandates":[{"role":"opzichter","upTo":25000.00},{"role":"manager"}],"workingHours":{"from":"07:30","until":"16:30"},
                 "serviceLevels":[{"kind":"Repair","urgency":"spoed","clock":"AroundTheClock","respondWithin":"PT4H","completeWithin":"PT24H","stopsFor":["NoAccess"]},
                  {"kind":"Repair","urgency":"regulier","default":true,"clock":"WorkingDays","respondWithin":"P2D","respondBy":"Appointment","completeWithin":"P10D","stopsFor":["NoAccess","AwaitingClient"]}],
                 "evidence":[{"kind":"Turnover","before":1,"after":1}],"photoYears":7,"sampling":[{"kind":"Repair","share":0.05}],"minimumCount":5}
                """);
            var prices = new StringBuilder("code;description;unit;price;coverage;from;to\n");
            for (var i = 0; i < Codes; i++) prices.Append(CultureInfo.InvariantCulture, $"SAN-{i:000};Werkzaamheid {i};st;{20 + i},50;EHP;;\n");
            await put("contracts/RC-1/prices", prices.ToString());
        }

        protected override string Body(string number, int dwelling)
        {
            var serial = number.GetHashCode(StringComparison.Ordinal) & int.MaxValue;
            var tasks = string.Join(',', Enumerable.Range(1, 6).Select(t => string.Create(CultureInfo.InvariantCulture,
                $$$"""{"code":"{{{t}}}","omschrijving":"Werkzaamheid volgens prijslijst","voorcalculaties":[{"aantal":{{{t}}},"meeteenheid":{"code":"STU"},"standaardprijs":{"code":"SAN-{{{(serial + (t * 37)) % Codes:000}}}"}}]}""")));
            return $$$"""
                {"idExtern":"{{{number}}}","onderhoudSoort":{"code":"REP"},"omschrijving":"Lekkage onder het aanrecht, de vloer is nat en het keukenkastje zwelt op",
                 "opdrachtdatum":"2026-11-20T08:00:00Z","uitersteGereeddatum":"2026-12-04T00:00:00Z","afrekenwijze":{"code":"NCE"},
                 "afspraken":[{"status":{"code":"AAN"},"bloktijdBegin":"2026-11-24T07:00:00Z","bloktijdEind":"2026-11-24T11:00:00Z"}],
                 "defecten":[{"code":"1","soort":{"code":"LEK"},"bouwkundigElement":{"code":"KRN"},"eenheid":{"idExtern":"E-{{{dwelling}}}"},"locatie":{"code":"KEU"},"oorzaak":{"code":"SLT"}}],
                 "onderhoudstaken":[{{{tasks}}}],
                 "relaties":[{"aanschrijfnaam":"Bewoner van E-{{{dwelling}}}","rollen":[{"soort":{"code":"HUU"}}],"contactgegevens":[{"soort":{"code":"MOB"},"waarde":"0600000000"}]}],
                 "informatieobjecten":[{"idExtern":"F-{{{number}}}","soort":{"code":"FOT"},"onderwerp":{"code":"SCHADE"},"bestand":"{{{_photos.Value[serial % _photos.Value.Length]}}}"}],
                 "extra-attributen":[{"naam":"urgentie","waarde":"regulier"},{"naam":"opmerking","waarde":"Sleutel bij de beheerder"}]}
                """;
        }

        // Noise, which no codec makes smaller: its bytes are what a scaled-down photo has.
        private static byte[] Photo(int seed)
        {
            const int row = 1 + (PhotoSide * 3);
            var rows = new byte[PhotoSide * row];
            new Random(seed).NextBytes(rows);
            for (var i = 0; i < rows.Length; i += row) rows[i] = 0; // the row's filter: none
            return new PngBuilder { Width = PhotoSide, Height = PhotoSide }.Pixels(PngBuilder.Compressed(rows)).Build();
        }
    }
}
