using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Order_ids
{
    [Fact]
    public void The_same_order_has_the_same_id_for_ever() => Assert.Equal("c40ad842-348c-57f2-9d9c-768fd09718d1", OrderId.For("erp", "4711").ToString());

    [Fact]
    public void It_is_a_name_based_uuid_of_version_5() =>
        Assert.Equal((5, 0b10), (OrderId.For("erp", "4711").Value.Version, OrderId.For("erp", "4711").Value.Variant >> 2));

    [Fact]
    public void The_same_number_at_another_erp_is_another_order() => Assert.NotEqual(OrderId.For("erp", "4711"), OrderId.For("erp2", "4711"));

    [Fact]
    public void Erp_and_number_cannot_run_together() => Assert.NotEqual(OrderId.For("erp", "14711"), OrderId.For("erp1", "4711"));

    [Fact]
    public void An_id_is_read_as_it_is_written()
    {
        Assert.True(OrderId.TryParse(Given.Id.ToString(), out var read));
        Assert.Equal(Given.Id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4711")]
    [InlineData("{5f0c3a52-0000-5000-8000-000000000000}")]
    public void Other_text_is_no_id(string? text) => Assert.False(OrderId.TryParse(text, out _));
}
