using System.Text;

namespace Hub.Bench;

/// <summary>A good request of a route, from which damaged ones are made.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, with a query where the route has one.</param>
/// <param name="Key">Whose key it bears: erp, contractor, canonical or manager.</param>
/// <param name="ContentType">Its media type; null where it has no body.</param>
/// <param name="Body">Its body; <c>#</c> stands for a number of its own.</param>
internal sealed record MessageSeed(string Method, string Path, string Key, string? ContentType = null, string Body = "")
{
    /// <summary>One or more for every route that takes a body or a query.</summary>
    public static readonly IReadOnlyList<MessageSeed> All =
    [
        new("POST", "/api/vera/v4/onderhoudsorders", "erp", "application/json", Vera),
        new("PUT", "/api/vera/v4/onderhoudsorders/F1", "erp", "application/json",
            Vera.Replace("\"idExtern\":\"F#\"", "\"idExtern\":\"F1\"", StringComparison.Ordinal)),
        new("PATCH", "/api/vera/v4/onderhoudsorders/F1", "erp", "application/json", """
            {"status":{"code":"GUN"},"omschrijving":"Anders","financieelGereeddatum":"2026-03-02T08:00:00+01:00","onderhoudstaken":[{"code":"1",
             "onderhoudsbestedingen":[{"aantal":2,"bedrag":12.50,"meeteenheid":{"code":"STU"}}]}],
             "extra-attributen":[{"naam":"meerwerk","waarde":"akkoord"},{"naam":"regels","waarde":"1,2"},{"naam":"bedrag","waarde":"12.50"},
              {"naam":"uitstel","waarde":"akkoord"},{"naam":"sleutelsOntvangen","waarde":"2026-03-01"}]}
            """),
        new("GET", "/api/vera/v4/onderhoudsorders?idExtern=F1&status=GUN&onderhoudSoort=REP&cursor=x&aantalPerPagina=2", "erp"),
        new("POST", "/api/dico/messages", "contractor", "application/xml", Dico),
        new("POST", "/api/dico/messages", "contractor", "text/xml; charset=iso-8859-15", Dico),
        new("POST", "/api/v1/messages", "canonical", "application/cloudevents+json", Event),
        new("POST", "/api/v1/messages", "canonical", "application/cloudevents-batch+json", $"[{Event},{Event}]"),
        new("POST", "/api/v1/messages", "canonical", "application/json", """{"number":"F#","kind":"repair","description":"Lekkage","dwelling":{"id":"E-1"}}"""),
        new("GET", "/api/v1/orders?status=awarded&kind=repair&contractor=contractor&area=Noord&from=2026-01-31&to=2026-01-31T09:00:00Z&q=F&unrouted=true"
            + "&cursor=x&limit=5", "erp"),
        new("GET", "/api/v1/orders/F1/timeline", "erp"),
        new("GET", "/api/v1/orders/F1/photos/p-1?size=thumb", "erp"),
        new("GET", "/api/v1/mailbox?limit=5", "contractor"),
        new("DELETE", "/api/v1/mailbox/dlv_0565e5ef9cd55a30b380f8f383d4ad9f_2_contractor", "contractor"),
        new("PUT", "/api/v1/orders/F1/photos/p-1?moment=before&line=1&remark=Kraan", "contractor", "image/jpeg", "\u00FF\u00D8\u00FF"),
        new("POST", "/api/v1/orders/F1/photos/p-1/deletion", "manager", "application/json", """{"reason":"Persoon herkenbaar","decidedBy":"beheerder"}"""),
        new("PUT", "/api/v1/manage/partners/fuzzed", "manager", "application/json", """
            {"role":"Contractor","name":"Fuzz","gln":"8712345000011","relationCode":"CR-9","connection":{"language":"Dico","transport":"Mailbox",
             "headers":{"X-A":"b"},"dicoGeneration":"C","codes":{"status":{"UIT":"INB"}}},"watchers":["a@b.example"],"enabled":true}
            """),
        new("POST", "/api/v1/manage/partners/fuzzed/test", "manager"),
        new("PUT", "/api/v1/manage/contracts/FUZZ", "manager", "application/json", """
            {"contractor":"contractor","validFrom":"2020-01-01","validTo":"2021-01-01","dwellings":1000,"areas":[{"area":"Elders"},
             {"postalCodes":["1000AA","1999ZZ"]}],"work":[{"kind":"Repair","rank":1,"specialism":"LOO"}],
             "pricing":{"lumpSumPerDwelling":145.00},"mandates":[{"role":"opzichter","upTo":2500.00},{"role":"manager"}],
              "workingHours":{"from":"07:30","until":"16:30"},
             "serviceLevels":[{"kind":"Repair","urgency":"spoed","clock":"AroundTheClock","respondWithin":"PT4H","completeWithin":"P1D",
              "stopsFor":["NoAccess"]}],
             "evidence":[{"kind":"Turnover","before":1,"after":1}],"photoYears":7,"sampling":[{"kind":"Repair","share":0.05}],"minimumCount":5}
            """),
        new("GET", "/api/v1/manage/contracts/RC-1?version=1", "manager"),
        new("PUT", "/api/v1/manage/contracts/FUZZ/prices", "manager", "text/csv",
            "code;description;unit;price;coverage;from;to\nK-1;Kraan;st;12,50;EHP;1-1-2026;31-12-2026\nK-2;Kit;m;€ 1.234,-;AFK;;\n"),
        new("PUT", "/api/v1/manage/dwellings", "manager", "text/csv; charset=windows-1252",
            "id;street;houseNumber;postalCode;area\nE-1;Dorpsstraat;1;1234 AB;Noord\nE-2;Dorpsstraat;2;1234AB;Noord\n"),
        new("GET", "/api/v1/manage/deliveries?state=owed&partner=erp&orderId=0565e5ef-9cd5-5a30-b380-f8f383d4ad9f&cursor=x&limit=5", "manager"),
        new("POST", "/api/v1/manage/deliveries/replay", "manager", "application/json",
            """{"partner":"erp","orderId":"0565e5ef-9cd5-5a30-b380-f8f383d4ad9f"}"""),
        new("POST", "/api/v1/manage/deliveries/dlv_0565e5ef9cd55a30b380f8f383d4ad9f_2_contractor/skip", "manager", "application/json",
            """{"reason":"Dubbel"}"""),
        new("GET", "/api/v1/manage/messages?partner=erp&outcome=refused&cursor=x", "manager"),
        new("POST", "/api/v1/manage/orders/F1/decisions", "manager", "application/json",
            """{"on":"extraWork","approved":true,"role":"opzichter","remark":"Akkoord","lineNumbers":["1"],"until":"2026-03-01"}"""),
    ];

    private const string Vera = """
        {"idExtern":"F#","onderhoudSoort":{"code":"REP","naam":"Reparatie"},"omschrijving":"Kraan lekt","begindatum":"2026-03-02T00:00:00Z",
         "opdrachtdatum":"2026-03-01T23:30:00+01:00","afrekenwijze":{"code":"NCE"},"btwVerlegd":true,
         "defecten":[{"eenheid":{"idExtern":"E-1"},"locatie":{"code":"KEU"},"oorzaak":{"code":"SLT"}}],
         "onderhoudstaken":[{"code":"1","omschrijving":"Kraan","voorcalculaties":[{"aantal":1.5,"standaardprijs":{"code":"SAN-010","bedrag":85.50,
          "aantal":1},"meeteenheid":{"code":"STU"}}]}],
         "afspraken":[{"status":{"code":"AAN"},"bloktijdBegin":"2026-03-05T07:00:00Z","bloktijdEind":"2026-03-05T11:00:00Z",
          "locatie":{"postcode":"1234 ab","huisnummer":"1","straatnaam":"Dorpsstraat"}}],
         "relaties":[{"aanschrijfnaam":"A. de Huurder","rollen":[{"soort":{"code":"HUU"}}],"contactgegevens":[{"soort":{"code":"MOB"},
          "waarde":"0612345678"}]}],
         "informatieobjecten":[{"idExtern":"p#","soort":{"code":"FOT"},"titel":"VOOR","bestandslocatie":"http://127.0.0.1:9/p.jpg"}],
         "extra-attributen":[{"naam":"urgentie","waarde":"spoed"}]}
        """;

    private const string Dico = """
        <?xml version="1.0"?><MaintenanceStatus xmlns="http://www.ketenstandaard.nl/onderhoudsstatus/SALES/005"><MessageNumber>M#</MessageNumber>
         <MessageDate>2026-03-02</MessageDate><MessageTime>10:15:00+01:00</MessageTime>
        <Buyer><GLN>8712345000004</GLN></Buyer><Contractor><GLN>8712345678906</GLN></Contractor><InstructionData>
         <InstructionNumber>F1</InstructionNumber><InstructionSubNumber>1</InstructionSubNumber><Status>OND</Status>
        <StatusDescription>AFH - afspraak</StatusDescription><DateReady>2026-03-06</DateReady><TotalAmount>12.50</TotalAmount><FreeText>
         <![CDATA[Getest]]> &amp; goed</FreeText>
        <AppointmentDateTimeInformation><DeliveryTimeFrame><DeliveryDateEarliest>2026-10-25</DeliveryDateEarliest>
         <DeliveryTimeEarliest>02:30:00</DeliveryTimeEarliest><DeliveryDateLatest>2026-10-25</DeliveryDateLatest></DeliveryTimeFrame>
         </AppointmentDateTimeInformation>
        <InstructionLine><LineNumber>1</LineNumber><Quantity>1.5</Quantity><MeasurementUnitQuantity>PCE</MeasurementUnitQuantity>
         <ShortDescription>Kraan</ShortDescription><Attachment><AttachedData>AQID</AttachedData><DocumentType>PHO</DocumentType></Attachment>
        <PriceInformation><Price>12.50</Price><PriceBase><NumberOfUnitsInPriceBasis>1</NumberOfUnitsInPriceBasis></PriceBase></PriceInformation>
         </InstructionLine></InstructionData></MaintenanceStatus>
        """;

    private const string Event = """
        {"specversion":"1.0","id":"e#","source":"urn:fuzz","type":"nl.ketenhub.order.placed.v1","time":"2026-03-02T09:30:00+01:00",
         "correlationid":"c","data":{"number":"F#","kind":"repair","description":"Lekkage","dwelling":{"id":"E-1"},
         "lines":[{"number":"1","description":"Kraan","quantity":1.5,"unit":"PCE","price":12.50}],"requestedVisit":{"from":"2026-03-02T09:00:00Z",
          "until":"2026-03-02T10:00:00Z"},"resident":{"name":"A","phone":"0612345678"}}}
        """;

    /// <summary>The body with a number of its own; bytes of a picture are written one a character.</summary>
    public byte[] Bytes(string number) =>
        (ContentType == "image/jpeg" ? Encoding.Latin1 : Encoding.UTF8).GetBytes(Body.Replace("#", number, StringComparison.Ordinal));
}
