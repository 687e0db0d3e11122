using Hub.Application.Intake;
using Hub.Application.Registry;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Registry;

/// <summary>A contract is removed only where no order was awarded under it, however close together the two come.</summary>
public sealed class Removing_contracts
{
    private readonly Door _door = new();

    private RemoveContract Removal => new(_door.Cache, _door.Clock);

    [Fact]
    public async Task A_contract_that_is_removed_while_an_order_is_being_routed_does_not_get_the_order()
    {
        _door.Registry.BeforeAward = async () => Assert.Equal(RemoveContractResult.Removed, await RemoveAsync());

        await PlaceAsync();

        Assert.Equal("C-BETA", _door.Order!.Assignment.ContractNumber);
    }

    [Fact]
    public async Task A_contract_is_not_removed_while_the_first_order_under_it_is_being_appended()
    {
        _door.Log.BeforeAppend = async () => Assert.Equal(RemoveContractResult.InUse, await RemoveAsync());

        await PlaceAsync();

        Assert.Equal("C-ALFA", _door.Order!.Assignment.ContractNumber);
    }

    [Fact]
    public async Task A_contract_that_nobody_used_is_removed()
    {
        Assert.Equal(RemoveContractResult.Removed, await RemoveAsync());
        Assert.Equal(RemoveContractResult.NotFound, await RemoveAsync());
    }

    [Fact]
    public async Task The_contractor_of_a_contract_does_not_change_under_an_order_that_is_being_awarded()
    {
        _door.Log.BeforeAppend = async () => Assert.IsType<PutContractResult.Wrong>(await PutAsync("C-ALFA", Given.Beta));

        await PlaceAsync();

        Assert.Equal((Given.Alfa, 1), (_door.Order!.Assignment.ContractorId, _door.Registry.Contracts.Single(c => c.Number == "C-ALFA").Version));
    }

    [Fact]
    public async Task An_order_is_routed_anew_where_its_contract_got_another_contractor_meanwhile()
    {
        _door.Registry.BeforeAward = async () => Assert.IsType<PutContractResult.Stored>(await PutAsync("C-ALFA", Given.Beta));

        await PlaceAsync();

        Assert.Equal(("C-ALFA", Given.Beta), (_door.Order!.Assignment.ContractNumber, _door.Order.Assignment.ContractorId));
    }

    [Fact]
    public async Task An_award_is_recorded_once_for_a_contract_and_not_for_each_order()
    {
        await PlaceAsync();
        await _door.ErpSaysAsync(
            Door.Message("m-2", new PlaceOrder(Given.Content() with { Number = "4712" })) with { Order = new OrderReference.ByNumber("4712") });

        Assert.Equal(1, _door.Registry.Awards);
    }

    private Task<Answer> PlaceAsync() => _door.ErpSaysAsync(Door.Message("m-1", new PlaceOrder(Given.Content())));

    private Task<RemoveContractResult> RemoveAsync() => Removal.RemoveAsync("C-ALFA", CancellationToken.None);

    private async Task<PutContractResult> PutAsync(string number, string contractor)
    {
        using var changes = new RegistryChanges();
        var json = $$"""{"contractor": "{{contractor}}", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}]}""";
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return await new PutContract(_door.Cache, changes, _door.Clock).PutAsync(number, document.RootElement, json, new Replacement(), CancellationToken.None);
    }
}
