using Hub.Application.Intake;
using Hub.Application.Tests.Support;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Intake;

public sealed class Messages_about_other_subjects
{
    private readonly Door _door = new();

    [Fact]
    public async Task A_message_goes_to_the_handler_of_its_kind_with_its_identity()
    {
        var answer = Assert.IsType<Answer.Accepted>(await _door.ErpSaysAsync(new CaseMessage(Given.Id.Value) { MessageId = "c-1" }));
        Assert.Equal(new StreamId(CaseMessages.CaseKind, Given.Id.Value), answer.Subject);
        var received = Assert.Single(_door.Cases.Handled);
        Assert.Equal(("c-1", Given.ErpId, false), (received.Archived.MessageId, received.Submission.Partner.Id, received.IsArchived));
        Assert.Empty(_door.Log.All);
    }

    [Fact]
    public async Task A_message_may_be_about_nothing_that_has_a_stream() =>
        Assert.Null(Assert.IsType<Answer.Accepted>(await _door.ErpSaysAsync(new CaseMessage(null) { MessageId = "c-1" })).Subject);
}
