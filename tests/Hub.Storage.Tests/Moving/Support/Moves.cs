using Hub.Application.Moving;
using Hub.Functions.Local.Moving;
using Hub.Testing;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>Exports and imports as the commands make them.</summary>
internal static class Moves
{
    public const string Passphrase = "een zin die niemand raadt";

    private static readonly FakeClock Clock = new(Storage.Tests.Support.Given.Start.AddDays(2));

    public static Task<MoveManifest> ExportAsync(
        MovableHub hub, string folder, HubPlace place = HubPlace.Embedded, string passphrase = Passphrase, TextWriter? told = null) =>
        new ExportHub(hub, place, new MoveFolder(folder), new MoveConsole(told ?? TextWriter.Null, Clock), Clock, iterations: 10)
            .RunAsync(passphrase, CancellationToken.None);

    public static async Task ImportAsync(MovableHub hub, string folder, HubPlace place = HubPlace.Embedded, string passphrase = Passphrase)
    {
        using var export = WholeExport.Open(new MoveFolder(folder), passphrase);
        await new ImportHub(hub, place, new MoveConsole(TextWriter.Null, Clock), Clock).RunAsync(export, CancellationToken.None);
    }

    /// <summary>Holds that two exports have the same bytes; secrets, whose every sealing is another, the same texts.</summary>
    public static void Same(string expected, string actual)
    {
        foreach (var part in MovedParts.All.Where(p => p.Name != "secrets"))
            Assert.True(Text(expected, part.File) == Text(actual, part.File), $"{part.File}:\n{Text(expected, part.File)}\nis now\n{Text(actual, part.File)}");
        Assert.Equal(Secrets(expected), Secrets(actual));
        Assert.Equal(Pictures(expected), Pictures(actual));
        Assert.All(Pictures(actual), p => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, p)), File.ReadAllBytes(Path.Combine(actual, p))));
    }

    /// <summary>The secrets of an export, opened.</summary>
    public static IReadOnlyList<string> Secrets(string folder)
    {
        var files = new MoveFolder(folder);
        using var seal = ExportHub.OpenSeal(files.FindManifest()!.Seal, Passphrase);
        return [.. LineFile<MovedSecret>.Read(files, "secrets.jsonl", MovedJson.Default.MovedSecret).Select(s => $"{s.Name}: {seal.Open(s.Name, s.Value)}")];
    }

    private static string Text(string folder, string file) => File.ReadAllText(Path.Combine(folder, file));

    private static List<string> Pictures(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "pictures"), "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(folder, p)).Order()];
}
