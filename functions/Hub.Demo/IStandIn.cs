using System.Text.Json.Nodes;

namespace Hub.Demo;

/// <summary>A partner that can be made known to the hub.</summary>
public interface IStandIn
{
    /// <summary>Its key at the hub.</summary>
    string PartnerId { get; }

    /// <summary>The body of <c>PUT /api/v1/manage/partners/{id}</c>: how the hub reaches it now.</summary>
    JsonObject PartnerDocument();

    /// <summary>From now on it speaks to this hub, with its own key.</summary>
    void Connect(HubClient hub);
}
