using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Intake;

/// <summary>Orders that were stored before keys had one form, and orders of one number at two ERPs.</summary>
public sealed class Numbers_of_earlier_versions
{
    private const string Padded = "4711  ";
    private static readonly OrderId Stored = OrderId.For(Given.ErpId, Padded);

    [Theory]
    [InlineData("4711  ")]
    [InlineData("4711")]
    [InlineData("\u00A04711")]
    public async Task An_order_is_found_under_the_number_as_it_was_stored_and_in_the_one_form(string named)
    {
        var (door, _) = await StoredAsync(Padded);

        var answer = Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Door.Message("m-2", new OrderAccepted()) with { Order = new OrderReference.ByNumber(named) }));

        Assert.Equal(Stored.ToStreamId(), answer.Subject);
    }

    [Fact]
    public async Task An_order_with_a_control_character_is_found_as_XML_told_its_number()
    {
        var (door, id) = await StoredAsync("47\u000111");

        var answer = Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Door.Message("m-2", new OrderAccepted())));

        Assert.Equal(id.ToStreamId(), answer.Subject);
    }

    [Fact]
    public async Task A_repeated_message_of_such_an_order_gets_the_same_answer()
    {
        var (door, _) = await StoredAsync(Padded);
        var message = Door.Message("m-9", new InformationRequested("When?")) with { Order = new OrderReference.ByNumber(Padded) };
        // As an earlier version kept it: under the id as it was sent.
        var first = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(message with { MessageId = "m-9 " }));

        var again = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(message with { EarlierMessageId = "m-9 " }));

        Assert.Equal((first.ReceiptId, first.Version, true), (again.ReceiptId, again.Version, again.Repeated));
    }

    [Fact]
    public async Task Its_receipt_is_found_when_the_archive_has_forgotten_the_message()
    {
        var (door, _) = await StoredAsync(Padded);
        var message = Door.Message("m-9", new InformationRequested("When?")) with { Order = new OrderReference.ByNumber(Padded) };
        var first = await door.ErpSaysAsync(message with { MessageId = "m-9 " });
        door.Archive.All.Clear();

        var again = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(message with { EarlierMessageId = "m-9 " }));

        Assert.Equal((first.ReceiptId, true), (again.ReceiptId, again.Repeated));
    }

    [Fact]
    public async Task A_new_order_never_meets_it_under_the_same_number()
    {
        var (door, _) = await StoredAsync(Padded);

        var same = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Door.Message("m-8", new PlaceOrder(Given.Content()))));
        var other = Assert.IsType<Answer.Refused>(await door.ErpSaysAsync(Door.Message("m-9", new PlaceOrder(Given.Content() with { Description = "Other" }))));

        Assert.Equal((Stored.ToStreamId(), "order-exists"), (same.Subject, other.Refusal.Code));
    }

    [Fact]
    public async Task A_number_that_another_erp_of_the_same_client_has_given_is_refused()
    {
        var door = new Door(OrderStory.Awarded());
        var second = Given.Erp with { Id = "second-erp" };
        door.Registry.Partners.Add(second);

        var answer = Assert.IsType<Answer.Refused>(await door.SaysAsync(second, Door.Message("m-2", new PlaceOrder(Given.Content()))));

        Assert.Equal((RefusalKind.Exists, "number-taken"), (answer.Refusal.Kind, answer.Refusal.Code));
    }

    [Fact]
    public async Task At_an_erp_of_another_client_it_is_another_order()
    {
        var door = new Door(OrderStory.Awarded());
        var second = Given.Erp with { Id = "second-erp", Gln = "8712345000097" };
        door.Registry.Partners.Add(second);

        Assert.IsType<Answer.Accepted>(await door.SaysAsync(second, Door.Message("m-2", new PlaceOrder(Given.Content()))));
    }

    [Fact]
    public async Task A_key_that_not_every_language_carries_is_refused_at_its_place()
    {
        var door = new Door();
        var message = Door.Message("m-1", new PlaceOrder(Given.Content() with { Number = "47\u000111" })) with
        {
            Order = new OrderReference.ByNumber("47\u000111"), WrongKeys = [new("/idExtern", "a key")],
        };

        var refused = Assert.IsType<Answer.Refused>(await door.ErpSaysAsync(message));
        Assert.Equal(("key-unusable", "/idExtern"), (refused.Refusal.Code, refused.Refusal.Place));
        Assert.Null(door.Order);
    }

    // An order under the id that an earlier version made of its number.
    private static async Task<(Door Door, OrderId Id)> StoredAsync(string number)
    {
        var door = new Door();
        var id = OrderId.For(Given.ErpId, number);
        door.Log.Put(id, OrderStory.Awarded().Events.Select(e => e with { Stream = id }));
        await door.Views.PutAsync([OrderSummary.Of(door.Log.Order(id)!) with { Number = number }], CancellationToken.None);
        return (door, id);
    }
}
