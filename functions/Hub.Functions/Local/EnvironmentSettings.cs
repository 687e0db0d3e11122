using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The settings in the environment: it tells upper and lower case apart, and settings do not.</summary>
internal static class EnvironmentSettings
{
    /// <summary>Refuses one that stands there twice, as <c>HUB__MANAGEKEY</c> and <c>Hub__ManageKey</c>: which of the two counts would be chance.</summary>
    /// <param name="names">The names of all variables.</param>
    /// <exception cref="StartException">A setting stands there twice.</exception>
    public static void RefuseTwice(IEnumerable<string> names)
    {
        var twice = names.Where(n => CommandLine.IsKnown(Path(n))).GroupBy(Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is null) return;
        throw new StartException(
            $"The environment has one setting twice, as {string.Join(" and ", twice.Order(StringComparer.Ordinal))}: one value is expected.");
    }

    private static string Path(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
