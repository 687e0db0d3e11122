using System.Text.RegularExpressions;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Round_trips
{
    private static readonly (OrderEvent Event, DicoGeneration From)[] Both =
    [
        (new OrderCancelled("dubbel"), DicoGeneration.A),
        (new CancellationRequested("niet meer nodig"), DicoGeneration.B),
        (new ResponseRequired("welke kleur?"), DicoGeneration.B),
        (new ResponseGiven("wit"), DicoGeneration.B),
        (new InformationRequested("hoe laat?"), DicoGeneration.B),
        (new InformationGiven("na negen uur"), DicoGeneration.B),
        (new QuotationDeclined("te duur"), DicoGeneration.B),
        (new OrderClosed("klaar"), DicoGeneration.B),
        (new QuotationAwarded("akkoord"), DicoGeneration.C),
    ];

    public static TheoryData<int, DicoGeneration> Cases
    {
        get
        {
            var data = new TheoryData<int, DicoGeneration>();
            for (var i = 0; i < Both.Length; i++)
                foreach (var generation in Enum.GetValues<DicoGeneration>().Where(g => g >= Both[i].From)) data.Add(i, generation);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_written_is_read_as_the_same_event(int row, DicoGeneration generation)
    {
        var message = Message(Read(Written(Outgoing(Both[row].Event, generation))));
        Assert.Equal([new Report(Both[row].Event)], message.Commands);
    }

    [Fact]
    public void A_status_that_is_written_names_the_order_as_it_is_read()
    {
        var message = Message(Read(Written(Outgoing(new OrderCancelled()))));
        Assert.Equal(new OrderReference.ByNumber("4711", "1", CorporationGln, ContractorGln), message.Order);
        Assert.Equal(("d-0001", Winter(2, 9, 30)), (message.MessageId, message.OccurredAt!.Value));
    }

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Photos_that_are_written_are_read_as_they_were(DicoGeneration generation)
    {
        var order = Written_photos.Photographed();
        var attachment = new Regex("<Attachment>.*?</Attachment>");
        var instruction = Written(Outgoing(new OrderAwarded("constructif"), generation, order)).Split("<InstructionLine>");
        var lines = instruction.Skip(1).Select((l, i) => $"<InstructionLine><LineNumber>{i + 1}</LineNumber>{Attached(l)}</InstructionLine>");
        var photos = Message(StatusDocument.Saying("UIT", [Attached(instruction[0]), .. lines])).Photos;
        Assert.Equal(
            order.Photos.Received.Where(p => p.By.Role is PartyRole.Corporation).OrderBy(p => p.Added.LineNumber).Select(p =>
                ($"https://hub.example/api/v1/orders/{order.Id}/photos/{p.Id}", p.Added.Moment, p.Added.LineNumber, p.Added.Remark)),
            photos.Select(p => (p.Url!, p.Moment, p.LineNumber, p.Remark)));

        string Attached(string part) => string.Concat(attachment.Matches(part).Select(m => m.Value));
    }

    [Fact]
    public void Lines_that_are_written_are_read_as_they_were()
    {
        var lines = Content.Lines.Select(l => l with { Agreement = null }).ToList();
        var written = Written(Outgoing(new CostsSettled(203.5m, lines))).Replace(">AIN<", ">TGE<", StringComparison.Ordinal);
        var done = Assert.IsType<WorkCompleted>(Assert.IsType<Report>(Assert.Single(Message(Read(written)).Commands)).Fact);
        Assert.Equal(lines, done.Lines);
        Assert.Equal(203.5m, done.Total);
    }
}
