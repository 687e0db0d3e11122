using Hub.Demo.Servers;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A partner's store of pictures: gives the same bytes at every address.</summary>
internal sealed class StandInCamera(byte[] picture) : StandInServer("Camera")
{
    public static async Task<StandInCamera> StartAsync(byte[] picture)
    {
        var camera = new StandInCamera(picture);
        await camera.StartAsync();
        return camera;
    }

    protected override StandInAnswer Answer(ReceivedRequest request) => new(200, picture, "image/jpeg");
}
