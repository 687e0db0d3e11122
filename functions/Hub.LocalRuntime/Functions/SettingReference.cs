using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Hub.LocalRuntime;

/// <summary><c>%Setting%</c> in a trigger's attribute stands for the setting's value.</summary>
internal static partial class SettingReference
{
    /// <exception cref="StartException">There is no such setting.</exception>
    public static string Resolve(FunctionDescriptor function, string text, IConfiguration configuration) =>
        Reference().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            return configuration[name.Replace("__", ":", StringComparison.Ordinal)]
                ?? throw function.Wrong($"its trigger says %{name}%, and there is no setting of that name.");
        });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
