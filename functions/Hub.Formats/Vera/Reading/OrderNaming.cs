using Hub.Application.Intake;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Formats.Vera.Reading;

/// <summary>Which order a document is about: by its own keys and by the id in the address, which must agree.</summary>
/// <param name="Number">The ERP's order number; null where the document need not have it (PATCH) or an error was noted.</param>
/// <param name="Keys">The ERP's own keys.</param>
/// <param name="Reference">How the hub finds the order; null where an error was noted.</param>
internal sealed record OrderNaming(string? Number, ErpKeys Keys, OrderReference? Reference)
{
    public static OrderNaming Of(Node order, ReadContext context)
    {
        var erp = context.Partner.Id;
        var setting = context.Partner.Connection.VeraOrderKey;
        var path = context.Operation is Operation.Post || KeyText.Of(context.ResourceId).Length == 0 ? null : context.ResourceId;
        // Read both ways: Keys notes those that not every language can carry.
        var (sent, _) = (order.KeysAsSent(), order.Keys());
        // By the keys as they were sent: with an order that an earlier version took they make its id.
        var keys = WithoutHubId(sent, erp);
        if (context.Operation is Operation.Put && path is not null && !keys.Any && !Guid.TryParse(path, out _)) keys = Named(path, setting);

        var number = setting is { } key ? keys.Of(key) : keys.IdExtern ?? keys.Id ?? keys.Code;
        var member = setting switch { VeraOrderKey.Id => "id", VeraOrderKey.Code => "code", _ => "idExtern" };
        var erpKeys = new ErpKeys(keys.Id, keys.IdExtern, keys.Code);
        if (path is not null && sent.Any && !Agree(path, sent, erp))
        {
            order.AddError(member, "een sleutel die past bij de order in het adres");
            return new OrderNaming(null, erpKeys, null);
        }
        if (KeyText.Of(number).Length == 0 && (path is null || context.Operation is not Operation.Patch))
        {
            if (!order.HasError(member)) order.AddError(member, setting is null ? "het ordernummer: idExtern, id of code" : "het ordernummer");
            return new OrderNaming(null, erpKeys, null);
        }
        if (KeyText.Of(number) is "." or "..")
        {
            order.AddError(member, "een ordernummer dat in een adres kan staan");
            return new OrderNaming(null, erpKeys, null);
        }
        if (number is not null && !KeyText.FitsAddress(KeyText.Of(number))) order.AddWrongKey(member);
        // An address may hold another key of the ERP than the one that names the order: the document's own is then the number.
        var byNumber = path is null || (number is not null && !IsHubId(path, number, erp) && !KeyText.Same(path, number));
        return new OrderNaming(KeyText.Given(number), erpKeys, byNumber ? new OrderReference.ByNumber(number!) : new OrderReference.ByIdOrNumber(path!));
    }

    /// <summary>An <c>id</c> that is the hub's own, given back by an ERP that sent none, is no key of the ERP.</summary>
    private static Keys WithoutHubId(Keys keys, string erp) =>
        keys.Id is { } id && (IsHubId(id, keys.IdExtern, erp) || IsHubId(id, keys.Code, erp)) ? keys with { Id = null } : keys;

    private static Keys Named(string path, VeraOrderKey? setting) => setting switch
    {
        VeraOrderKey.IdExtern => new Keys(null, path, null),
        VeraOrderKey.Code => new Keys(null, null, path),
        _ => new Keys(path, null, null),
    };

    private static bool Agree(string path, Keys keys, string erp) =>
        KeyText.Same(path, keys.Id) || KeyText.Same(path, keys.IdExtern) || KeyText.Same(path, keys.Code)
        || IsHubId(path, keys.Id, erp) || IsHubId(path, keys.IdExtern, erp) || IsHubId(path, keys.Code, erp);

    private static bool IsHubId(string text, string? number, string erp) =>
        number is not null && OrderId.TryParse(KeyText.Of(text), out var id) && (id == OrderId.For(erp, KeyText.Of(number)) || id == OrderId.For(erp, number));
}
