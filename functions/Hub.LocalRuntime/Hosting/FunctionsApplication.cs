using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hub.LocalRuntime;

/// <summary>Where a function app begins; of the same name and shape as in the genuine isolated worker.</summary>
public static class FunctionsApplication
{
    /// <summary>
    /// A builder for the app whose code calls this: its functions are those of the calling assembly, its settings come from <c>local.settings.json</c>, the
    /// environment and the command line (later ones win), and its host.json lies in the content root (<c>--contentRoot</c>, or the current folder) or beside
    /// the program.
    /// </summary>
    /// <exception cref="StartException">host.json or local.settings.json is missing or wrong.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new FunctionsApplicationBuilder(args, Assembly.GetCallingAssembly());
    }
}
