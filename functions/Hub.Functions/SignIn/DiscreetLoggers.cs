using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Functions.SignIn;

/// <summary>
/// The app's loggers, but for those of ASP.NET Core's handlers of a sign-in: they log what the issuer says of an error, which is anybody's text and may name
/// the person. The hub logs a failed sign-in itself, by its kind.
/// </summary>
/// <param name="loggers">The app's.</param>
internal sealed class DiscreetLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    private const string Handlers = "Microsoft.AspNetCore.Authentication";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(Handlers, StringComparison.Ordinal) ? NullLogger.Instance : loggers.CreateLogger(categoryName);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <summary>Nothing: they are the app's.</summary>
    public void Dispose()
    {
    }
}
