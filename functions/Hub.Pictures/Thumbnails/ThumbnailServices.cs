using Microsoft.Extensions.DependencyInjection;

namespace Hub.Pictures.Thumbnails;

/// <summary>Wires the making of thumbnails.</summary>
public static class ThumbnailServices
{
    /// <summary>Adds the <see cref="IThumbnailer"/>, one for the process.</summary>
    public static IServiceCollection AddThumbnails(this IServiceCollection services) => services.AddSingleton<IThumbnailer, MagickThumbnailer>();
}
