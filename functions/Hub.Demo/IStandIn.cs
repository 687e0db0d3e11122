using System.Text.Json.Nodes;

namespace Hub.Demo;

/// <summary>A partner's system for the demo and for tests; it can be registered at the hub.</summary>
public interface IStandIn
{
    /// <summary>Its key at the hub.</summary>
    string PartnerId { get; }

    /// <summary>The body of <c>PUT /api/v1/manage/partners/{id}</c>: how the hub reaches it now.</summary>
    JsonObject PartnerDocument();

    /// <summary>Sets the hub to call, with the partner's own key.</summary>
    void Connect(HubClient hub);
}
