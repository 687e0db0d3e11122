using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Photos of an order: its two sides bring them, see them, and check that they are what they were.</summary>
public sealed class PhotoEndpoints(PhotoIntake intake, PhotoReading reading, PhotoDeletions deletions)
{
    /// <summary>Takes a photo in: the body is the picture.</summary>
    [Function("PhotoPut")]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/orders/{orderId}/photos/{photoId}")] HttpRequest request, string orderId, string photoId) =>
        intake.PutAsync(request, orderId, photoId);

    /// <summary>All photos of an order, with links that are good for minutes.</summary>
    [Function("Photos")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}/photos")] HttpRequest request, string orderId) =>
        reading.ListAsync(request, orderId);

    /// <summary>Leads to one photo, or its thumbnail.</summary>
    [Function("Photo")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}/photos/{photoId}")] HttpRequest request, string orderId, string photoId) =>
        reading.GetAsync(request, orderId, photoId);

    /// <summary>Compares the picture that is kept with what the order's event tells of it.</summary>
    [Function("PhotoVerify")]
    public Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/orders/{orderId}/photos/{photoId}/verify")] HttpRequest request, string orderId, string photoId) =>
        reading.VerifyAsync(request, orderId, photoId);

    /// <summary>Deletes a photo for privacy.</summary>
    [Function("PhotoDelete")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/orders/{orderId}/photos/{photoId}/deletion")] HttpRequest request, string orderId, string photoId) =>
        deletions.DeleteAsync(request, orderId, photoId);

    /// <summary>Gives the picture of a link, to whoever has it.</summary>
    [Function("Evidence")]
    public Task<IResult> Evidence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/evidence/{orderId}/{sha256}")] HttpRequest request, string orderId, string sha256) =>
        reading.GetLinkedAsync(request, orderId, sha256);
}
