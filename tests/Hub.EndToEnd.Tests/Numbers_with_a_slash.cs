using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Photos;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>Many an ERP numbers its orders by year: <c>2026/123</c>. In an address the slash is written <c>%2F</c>.</summary>
public sealed class Numbers_with_a_slash : IAsyncLifetime
{
    private const string Number = "2026/123";
    private const string InAddress = "2026%2F123";

    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Theory]
    [InlineData("2026%2F123")]
    [InlineData("2026%2f123")]
    public async Task An_order_is_found_by_such_a_number(string inAddress)
    {
        (await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, Number).ToJson())).EnsureSuccess();

        Assert.Equal(Number, (await _chain.Manager.GetAsync($"api/v1/orders/{inAddress}")).Expect(200).Json.GetProperty("number").GetString());
        (await _chain.Manager.GetAsync($"api/v1/orders/{inAddress}/timeline")).Expect(200);
        (await _chain.As(_chain.Erp).GetAsync($"api/vera/v4/onderhoudsorders/{inAddress}")).Expect(200);
    }

    [Theory]
    [InlineData("2026%252F123")]
    [InlineData("2026%252f123")]
    public async Task An_address_is_decoded_once(string inAddress)
    {
        (await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, Number).ToJson())).EnsureSuccess();

        (await _chain.Manager.GetAsync($"api/v1/orders/{inAddress}")).Expect(404);
        (await _chain.As(_chain.Erp).GetAsync($"api/vera/v4/onderhoudsorders/{inAddress}")).Expect(404);
        // The query is no part of the path.
        await Chain.HearsAsync(_chain.DicoC, Number, 1);
        (await _chain.As(_chain.DicoC).PutPhotoAsync(InAddress, "p-1", PhotoCalls.Jpeg(), "?moment=after&remark=%252F")).Expect(201);
    }

    [Fact]
    public async Task An_order_with_such_a_number_goes_its_whole_way()
    {
        (await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, Number).ToJson())).EnsureSuccess();
        await Chain.HearsAsync(_chain.DicoC, Number, 1);
        (await _chain.As(_chain.DicoC).PutPhotoAsync(InAddress, "p-1", PhotoCalls.Jpeg())).Expect(201);
        (await _chain.Erp.AmendAsync(Number, new JsonObject { ["omschrijving"] = "Kraan lekt erger." })).EnsureSuccess();
        (await _chain.Erp.CancelAsync(Number, "De bewoner heeft het zelf gemaakt.")).EnsureSuccess();

        Assert.Equal("cancelled", await _chain.StatusAsync(InAddress));
        Assert.Contains("photo.added", await _chain.TimelineAsync(InAddress));
    }
}
