using System.Text.Json.Nodes;
using Hub.Formats.Vera.Codes;

namespace Hub.Demo.Erp;

/// <summary>The ERP's orders. Receiving is idempotent: a message with a known reference changes nothing.</summary>
internal sealed class ErpOrderStore
{
    private static readonly string[] KeyNames = ["idExtern", "id", "code"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ErpOrder> _orders = [];
    private readonly Dictionary<string, string> _numberOfKey = [];
    private readonly HashSet<string> _references = [];

    public IReadOnlyList<ErpOrder> All
    {
        get
        {
            lock (_gate) return [.. _orders.Values];
        }
    }

    public static string NumberOf(JsonObject order) =>
        KeyNames.Select(n => (string?)order[n]).FirstOrDefault(v => v is not null)
        ?? throw new ArgumentException("An order needs idExtern, id or code.", nameof(order));

    public ErpOrder? Find(string key)
    {
        lock (_gate) return _numberOfKey.TryGetValue(key, out var number) ? _orders[number] : null;
    }

    /// <summary>Called before the order is sent: the hub's first messages may arrive before its answer.</summary>
    public void Add(JsonObject order, string status)
    {
        lock (_gate) Put(new ErpOrder(NumberOf(order), status, order.DeepClone().AsObject(), [], 0));
    }

    public void Remove(string number)
    {
        lock (_gate) _orders.Remove(number);
    }

    /// <summary>Sets the status that the ERP requests; returns the previous one.</summary>
    public string SetStatus(string number, string status)
    {
        lock (_gate)
        {
            var before = _orders[number];
            _orders[number] = before with { Status = status };
            return before.Status;
        }
    }

    /// <summary>The received event and whether it is new; null where a PATCH is about an unknown order.</summary>
    public (ErpEvent Event, string Number, bool IsNew)? Receive(string key, string reference, string method, JsonObject body)
    {
        lock (_gate)
        {
            var number = _numberOfKey.GetValueOrDefault(key);
            var order = number is null ? null : _orders.GetValueOrDefault(number);
            if (order is null && method == "PATCH") return null;
            order ??= new ErpOrder(NumberOf(body), "", [], [], 0);

            var status = (string?)body["status"]?["code"] ?? order.Status;
            var received = new ErpEvent(
                reference, Extra(body, MemberNames.Extra.Event) ?? "", status, Extra(body, MemberNames.Extra.Explanation), method, body);
            if (!_references.Add(reference))
            {
                Put(order with { Repeats = order.Repeats + 1 });
                return (received, order.Number, false);
            }
            Put(order with { Status = status, Document = Merge(method == "PUT" ? [] : order.Document, body), Events = [.. order.Events, received] });
            return (received, order.Number, true);
        }
    }

    private void Put(ErpOrder order)
    {
        _orders[order.Number] = order;
        _numberOfKey[order.Number] = order.Number;
        foreach (var name in KeyNames)
            if ((string?)order.Document[name] is { } key) _numberOfKey[key] = order.Number;
    }

    private static JsonObject Merge(JsonObject below, JsonObject above)
    {
        var document = below.DeepClone().AsObject();
        foreach (var (name, value) in above) document[name] = value?.DeepClone();
        return document;
    }

    private static string? Extra(JsonObject body, string name) =>
        body["extra-attributen"]?.AsArray().Select(a => a!.AsObject()).Where(a => (string?)a["naam"] == name)
            .Select(a => (string?)a["waarde"]).FirstOrDefault();
}
