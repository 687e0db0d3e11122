using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Deliveries, messages as they came in, and personal data, for the administrator.</summary>
public sealed class DeliveryEndpoints(DeliveryAdmin deliveries, MessageAdmin messages)
{
    /// <summary>Deliveries by state, partner and order.</summary>
    [Function("ManageDeliveries")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/deliveries")] HttpRequest request) => deliveries.ListAsync(request);

    /// <summary>Tries one parked delivery, and its lane, again.</summary>
    [Function("ManageDeliveryReplay")]
    public Task<IResult> Replay([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/{id}/replay")] HttpRequest request, string id) =>
        deliveries.ReplayAsync(request, id);

    /// <summary>Tries all parked deliveries of a filter again.</summary>
    [Function("ManageDeliveriesReplay")]
    public Task<IResult> ReplayAll([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/replay")] HttpRequest request) =>
        deliveries.ReplayAllAsync(request);

    /// <summary>Lets go of a delivery, with a reason.</summary>
    [Function("ManageDeliverySkip")]
    public Task<IResult> Skip([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/deliveries/{id}/skip")] HttpRequest request, string id) =>
        deliveries.SkipAsync(request, id);

    /// <summary>Messages as they came in, newest first.</summary>
    [Function("ManageMessages")]
    public Task<IResult> Messages([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/messages")] HttpRequest request) => messages.ListAsync(request);

    /// <summary>One message by its receipt.</summary>
    [Function("ManageMessage")]
    public Task<IResult> Message([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/messages/{receiptId}")] HttpRequest request, string receiptId) =>
        messages.GetAsync(request, receiptId);

    /// <summary>The bytes of a message as they came in.</summary>
    [Function("ManageMessageBody")]
    public Task<IResult> MessageBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/messages/{receiptId}/body")] HttpRequest request, string receiptId) =>
        messages.GetBodyAsync(request, receiptId);

    /// <summary>Erases the resident's contact of an order, and the bodies of its messages.</summary>
    [Function("ManageContactErase")]
    public Task<IResult> EraseContact(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/orders/{orderId}/contact")] HttpRequest request, string orderId) =>
        messages.EraseContactAsync(request, orderId);
}
