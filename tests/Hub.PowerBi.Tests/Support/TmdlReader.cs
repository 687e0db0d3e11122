using System.Text.RegularExpressions;

namespace Hub.PowerBi.Tests.Support;

/// <summary>A measure or column as a TMDL file has it.</summary>
internal sealed record TmdlObject(
    string Name, string Description, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<string> Flags, string Expression);

/// <summary>A table as its TMDL file has it.</summary>
internal sealed record TmdlTable(
    string Name, string Description, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<string> Flags, IReadOnlyList<TmdlObject> Columns,
    IReadOnlyList<TmdlObject> Measures, TmdlObject Partition, string Text);

/// <summary>Reads TMDL as far as the tests look at it: what the checked-in files say, and not what they were made from.</summary>
internal static partial class TmdlReader
{
    /// <summary>The tables of the checked-in model.</summary>
    public static IReadOnlyList<TmdlTable> Tables { get; } =
    [
        .. Files.Read().Where(f => f.Key.Contains("/tables/", StringComparison.Ordinal)).Select(f => Table(f.Value))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>A file of the checked-in model.</summary>
    public static string File(string name) => Files.Read()[$"Ketenhub.SemanticModel/definition/{name}"];

    [GeneratedRegex(@"^\t(table|measure|column|partition|hierarchy|refreshPolicy)\b ?('(?:[^']|'')*'|\w+)?(?: = ?(.*))?$")]
    private static partial Regex Declared();

    private static TmdlTable Table(string text)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, l => l.StartsWith("table ", StringComparison.Ordinal));
        var objects = new List<(string Kind, TmdlObject Object)>();
        var description = new List<string>();
        for (var i = at + 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("\t/// ", StringComparison.Ordinal)) description.Add(lines[i][5..]);
            if (Declared().Match(lines[i]) is not { Success: true } match) continue;
            var body = lines.Skip(i + 1).TakeWhile(l => l.Length == 0 || l.StartsWith("\t\t", StringComparison.Ordinal)).ToList();
            objects.Add((match.Groups[1].Value, Object(match, description, body)));
            description.Clear();
        }
        var head = lines.Skip(at + 1).TakeWhile(l => l.Length > 0).ToList();
        return new TmdlTable(
            Plain(lines[at][6..]), string.Join('\n', lines.Take(at).Select(l => l[4..])), Properties(head, 1), FlagsOf(head, 1),
            [.. objects.Where(o => o.Kind == "column").Select(o => o.Object)], [.. objects.Where(o => o.Kind == "measure").Select(o => o.Object)],
            objects.Single(o => o.Kind == "partition").Object, text);
    }

    private static TmdlObject Object(Match match, List<string> description, List<string> body)
    {
        var deep = body.Where(l => l.StartsWith("\t\t\t", StringComparison.Ordinal)).Select(l => l.TrimStart('\t')).ToList();
        var expression = match.Groups[3].Value.Length > 0 && deep.Count == 0 ? match.Groups[3].Value : string.Join('\n', deep);
        var inline = body.FirstOrDefault(l => l.StartsWith("\t\tsource = ", StringComparison.Ordinal));
        return new TmdlObject(
            Plain(match.Groups[2].Value), string.Join('\n', description), Properties(body, 2), FlagsOf(body, 2),
            inline is null ? expression : inline["\t\tsource = ".Length..]);
    }

    private static Dictionary<string, string> Properties(IEnumerable<string> lines, int depth) => lines
        .Where(l => Depth(l) == depth && l.Contains(": ", StringComparison.Ordinal) && !l.Contains(" = ", StringComparison.Ordinal))
        .Select(l => l.Trim().Split(": ", 2)).ToDictionary(p => p[0], p => p[1]);

    private static List<string> FlagsOf(IEnumerable<string> lines, int depth) =>
        [.. lines.Where(l => Depth(l) == depth && !l.Contains(' ', StringComparison.Ordinal)).Select(l => l.Trim())];

    private static int Depth(string line) => line.Length - line.TrimStart('\t').Length;

    private static string Plain(string name) => name.StartsWith('\'') ? name[1..^1].Replace("''", "'", StringComparison.Ordinal) : name;
}
