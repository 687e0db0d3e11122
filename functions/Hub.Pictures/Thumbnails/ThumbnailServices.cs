using Microsoft.Extensions.DependencyInjection;

namespace Hub.Pictures.Thumbnails;

/// <summary>Registers thumbnails.</summary>
public static class ThumbnailServices
{
    /// <summary>Adds the <see cref="IThumbnailer"/> as a singleton.</summary>
    public static IServiceCollection AddThumbnails(this IServiceCollection services) => services.AddSingleton<IThumbnailer, MagickThumbnailer>();
}
