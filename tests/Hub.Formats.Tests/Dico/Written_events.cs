using System.Xml.Linq;
using Hub.Application.Deliveries;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>Which event a contractor of each generation hears, and as what: MI is the order anew, a code a status, - nothing.</summary>
public sealed class Written_events
{
    private static readonly (OrderEvent Event, string A, string B, string C)[] List =
    [
        (new OrderAwarded("constructif"), "MI", "MI", "MI"),
        (new OrderAmended(Content), "MI", "MI", "MI"),
        (new OrderApproved(), "MI", "MI", "MI"),
        (new InspectionFailed(), "MI", "MI", "MI"),
        (new OrderReopened(), "MI", "MI", "MI"),
        (new OrderCancelled(), "ANN", "ANN", "ANN"),
        (new OrderDeclined(), "ANN", "ANN", "ANN"),
        (new CancellationRequested(), "-", "VAN", "VAN"),
        (new ResponseRequired(), "-", "REV", "REV"),
        (new InformationRequested(), "-", "VIN", "VIN"),
        (new ResponseGiven(), "MI", "REA", "REA"),
        (new InformationGiven(), "MI", "AIN", "AIN"),
        (new LeadTimeAgreed(), "MI", "REA/Uitstel akkoord", "REA/Uitstel akkoord"),
        (new LeadTimeDeclined(), "MI", "REA/Uitstel niet akkoord", "REA/Uitstel niet akkoord"),
        (new KeysReceived(), "MI", "AIN", "AIN"),
        (new PreInspectionHeld(), "-", "AIN", "AIN"),
        (new ExtraWorkApproved(), "MI", "REA", "REA"),
        (new ExtraWorkDeclined(), "MI", "REA", "REA"),
        (new QuotationAwarded(), "MI", "MI", "QUA"),
        (new QuotationDeclined(), "-", "OND/QUR", "QUR"),
        (new InspectionPassed(), "-", "AIN", "AIN"),
        (new WorkAgreed(), "-", "AIN", "AIN"),
        (new CostsDiffer([]), "MI", "AIN", "AIN"),
        (new CostsSettled(), "-", "AIN", "AIN"),
        (new OrderClosed(), "-", "AGE", "AGE"),
        (new OrderPlaced(Content), "-", "-", "-"),
        (new OrderUnrouted("geen contract"), "-", "-", "-"),
        (new OrderAccepted(), "-", "-", "-"),
        (new OrderRefused(), "-", "-", "-"),
        (new AppointmentMade(Morning), "-", "-", "-"),
        (new AppointmentMoved(Morning), "-", "-", "-"),
        (new AppointmentCancelled(), "-", "-", "-"),
        (new WorkStarted(), "-", "-", "-"),
        (new WorkInterrupted(InterruptionReason.Weather), "-", "-", "-"),
        (new WorkResumed(), "-", "-", "-"),
        (new TemporarilyRestored(), "-", "-", "-"),
        (new LeadTimeExtended(), "-", "-", "-"),
        (new ExtraWorkRequested(), "-", "-", "-"),
        (new ExtraWorkAcknowledged(), "-", "-", "-"),
        (new ApprovalRequired("boven mandaat"), "-", "-", "-"),
        (new ApprovalWithdrawn("weer binnen mandaat"), "-", "-", "-"),
        (new QuotationGiven(), "-", "-", "-"),
        (new PhotoAdded("F1", PhotoMoment.Before, new StoredPicture(new string('a', 64), new string('b', 64), "image/jpeg", 81_234, 640, 480)), "MI", "MI",
            "MI"),
        (new PhotoDeleted("F1", PhotoDeletion.Retention, "termijn voorbij"), "-", "AIN", "AIN"),
        (new PhotosMissing([new MissingPhotos(null, 1, 0)]), "MI", "VIN", "VIN"),
        (new PhotoRejected("F1", "unreachable", "adres onbereikbaar"), "MI", "VIN", "VIN"),
        (new PhotoAnnounced("F1", PhotoMoment.Before, "https://a.example/1"), "-", "-", "-"),
        (new WorkCompleted(), "-", "-", "-"),
        (new SamplePicked(), "-", "-", "-"),
        (new ComplaintRegistered("K1"), "-", "-", "-"),
        (new ComplaintAnswered("K1"), "-", "-", "-"),
    ];

    public static TheoryData<string, DicoGeneration, string> Rows
    {
        get
        {
            var data = new TheoryData<string, DicoGeneration, string>();
            foreach (var (e, a, b, c) in List)
            {
                data.Add(e.Name, DicoGeneration.A, a);
                data.Add(e.Name, DicoGeneration.B, b);
                data.Add(e.Name, DicoGeneration.C, c);
            }
            return data;
        }
    }

    [Fact]
    public void The_list_has_every_event_of_the_domain() =>
        Assert.Equal(
            EventCatalogue.All.Select(d => d.Name).Order(),
            List.Select(r => r.Event.Name).Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_event_is_told_as_the_list_has_it(string name, DicoGeneration generation, string expected)
    {
        var outbound = Outgoing(List.Single(r => r.Event.Name == name).Event, generation);
        if (expected == "-")
        {
            Assert.False(string.IsNullOrWhiteSpace(Silence(outbound)));
            return;
        }
        var root = XDocument.Parse(Written(outbound)).Root!;
        XNamespace status = ElementNames.StatusNamespace;
        var data = root.Element(status + ElementNames.InstructionData);
        var detail = expected.Contains('/') ? "/" + data?.Element(status + ElementNames.StatusDescription)?.Value : "";
        Assert.Equal(expected, root.Name.LocalName == ElementNames.MaintenanceInstruction ? "MI" : data?.Element(status + ElementNames.Status)?.Value + detail);
    }

    [Fact]
    public void Every_code_that_is_sent_is_in_the_receivers_list()
    {
        foreach (var (_, a, b, c) in List)
        {
            Assert.All(a.Split('/').Where(s => s.Length == 3), code => Assert.NotEqual(CodeUse.Unknown, StatusTable.Find(code)!.A));
            Assert.All(b.Split('/').Where(s => s.Length == 3), code => Assert.NotEqual(CodeUse.Unknown, StatusTable.Find(code)!.B));
            Assert.All(c.Split('/').Where(s => s.Length == 3), code => Assert.NotEqual(CodeUse.Unknown, StatusTable.Find(code)!.C));
        }
    }
}
