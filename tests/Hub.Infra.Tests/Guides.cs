using System.Text.RegularExpressions;
using Hub.Functions.Settings;
using Hub.Infra.Tests.Support;
using Hub.LocalRuntime;

namespace Hub.Infra.Tests;

/// <summary>The commands of the guides can be pasted, and name what is there.</summary>
public sealed partial class Guides
{
    private static readonly string[] Texts = [Repository.Read("infra", "README.md"), Repository.Read("infra", "OPERATIONS.md")];

    private static IEnumerable<string> Commands => Texts.SelectMany(t => Block().Matches(t)).Select(m => m.Groups[1].Value);

    [Fact]
    public void Each_block_of_commands_is_one_that_bash_reads()
    {
        Assert.True(Commands.Count() > 10);
        // What stands between angles is to be filled in.
        var filled = Commands.Select(c => Placeholder().Replace(c, "x"));
        Assert.Equal((0, ""), Shell.Run($"bash -n <<< \"$COMMANDS\"", new() { ["COMMANDS"] = string.Join('\n', filled) }));
    }

    [Fact]
    public void Each_output_that_a_command_asks_for_is_one_of_the_template()
    {
        var asked = Texts.SelectMany(t => Output().Matches(t)).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains("appName", asked);
        var main = Repository.Read("infra", "main.bicep");
        Assert.All(asked, o => Assert.Contains($"\noutput {o} string", main, StringComparison.Ordinal));
    }

    // Under another name nothing would be disabled, and a restored hub would send.
    [Fact]
    public void Each_function_that_a_restore_disables_is_one_of_the_code()
    {
        var disabled = Disabled().Match(Texts[1]).Groups[1].Value.Split(' ');
        var functions = typeof(HubOptions).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttributes(inherit: true)).OfType<FunctionAttribute>().Select(f => f.Name).ToList();
        Assert.Contains("RunLane", disabled);
        Assert.All(disabled, d => Assert.Contains(d, functions));
    }

    [Fact]
    public void Each_link_within_the_guides_leads_to_a_chapter()
    {
        foreach (Match link in Texts.SelectMany(t => Link().Matches(t)))
        {
            var headings = Heading().Matches(Repository.Read(Path.GetFullPath(Path.Combine(Repository.Infra, link.Groups[1].Value))))
                .Select(h => NoAnchor().Replace(h.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));
            Assert.Contains(link.Groups[2].Value, headings);
        }
    }

    [GeneratedRegex(@"^ *```bash\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"<[a-z][^>\n]*>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\(out (\w+)\)")]
    private static partial Regex Output();

    [GeneratedRegex(@"^SEND=\(([\w ]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Disabled();

    [GeneratedRegex(@"\]\(((?:\.\./)*[\w./]*README\.md)#([\w-]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
