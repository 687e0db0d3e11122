using System.Text.Json;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Domain.Tests.Streams;

public sealed class Stream_ids
{
    private static readonly Guid Uuid = Guid.Parse("0f8fad5b-d9cb-569f-a165-70867728950e");

    [Fact]
    public void An_orders_text_is_its_uuid_alone()
    {
        Assert.Equal("0f8fad5b-d9cb-569f-a165-70867728950e", new StreamId(StreamId.Order, Uuid).ToString());
        Assert.Equal("0f8fad5bd9cb569fa16570867728950e", new StreamId(StreamId.Order, Uuid).ToString("N"));
    }

    [Fact]
    public void Another_kinds_text_begins_with_the_kind()
    {
        Assert.Equal("case-0f8fad5b-d9cb-569f-a165-70867728950e", new StreamId("case", Uuid).ToString());
        Assert.Equal("case-0f8fad5bd9cb569fa16570867728950e", new StreamId("case", Uuid).ToString("N"));
    }

    [Theory]
    [InlineData("order", "D")]
    [InlineData("order", "N")]
    [InlineData("case", "D")]
    [InlineData("abcdefghijklmnopqrst", "N")]
    public void The_text_is_read_back(string kind, string format)
    {
        var stream = new StreamId(kind, Uuid);
        Assert.True(StreamId.TryParse(stream.ToString(format), format, out var read));
        Assert.Equal(stream, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711")]
    [InlineData("-0f8fad5b-d9cb-569f-a165-70867728950e")]
    [InlineData("order-0f8fad5b-d9cb-569f-a165-70867728950e")]
    [InlineData("Case-0f8fad5b-d9cb-569f-a165-70867728950e")]
    [InlineData("case0f8fad5b-d9cb-569f-a165-70867728950e")]
    [InlineData("abcdefghijklmnopqrstu-0f8fad5b-d9cb-569f-a165-70867728950e")]
    [InlineData("case-0f8fad5bd9cb569fa16570867728950e")]
    public void Other_text_is_no_stream(string text) => Assert.False(StreamId.TryParse(text, out _));

    [Fact]
    public void In_json_it_is_a_string()
    {
        var json = JsonSerializer.Serialize(new StreamId("case", Uuid));
        Assert.Equal("\"case-0f8fad5b-d9cb-569f-a165-70867728950e\"", json);
        Assert.Equal(new StreamId("case", Uuid), JsonSerializer.Deserialize<StreamId>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StreamId>("\"4711\""));
    }

    [Fact]
    public void An_orders_id_names_its_stream_and_no_other()
    {
        var order = new OrderId(Uuid);
        Assert.Equal(new StreamId(StreamId.Order, Uuid), order.ToStreamId());
        Assert.Equal(order, OrderId.Of(order));
        Assert.Null(OrderId.Of(new StreamId("case", Uuid)));
        Assert.Throws<InvalidOperationException>(() => (OrderId)new StreamId("case", Uuid));
    }
}
