using System.Runtime.CompilerServices;
using System.Text;

namespace Hub.Testing;

/// <summary>
/// Compares text with a golden file beside the test, so that a change of what partners receive shows in a review.
/// With the environment variable <c>UPDATE_GOLDEN=1</c> it writes the files instead.
/// </summary>
public static class Golden
{
    /// <summary>Compares <paramref name="actual"/> with <c>Golden/&lt;name&gt;</c> beside the calling source file.</summary>
    /// <param name="actual">The text to compare; line endings are compared as LF.</param>
    /// <param name="name">File name with its extension.</param>
    /// <param name="from">Filled in by the compiler.</param>
    /// <exception cref="GoldenMismatchException">The file is missing or differs.</exception>
    public static void Verify(string actual, string name, [CallerFilePath] string from = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(from)!, "Golden", name);
        var text = Normal(actual);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }
        if (!File.Exists(path))
            throw new GoldenMismatchException($"There is no Golden/{name}. Run the tests once with UPDATE_GOLDEN=1 and review the file. The text was:\n{text}");
        var expected = Normal(File.ReadAllText(path));
        if (expected != text) throw new GoldenMismatchException(Difference(name, expected.Split('\n'), text.Split('\n')));
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Difference(string name, string[] expected, string[] actual)
    {
        var line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line]) line++;
        return $"Golden/{name} differs at line {line + 1}.\nexpected: {At(expected, line)}\nactual:   {At(actual, line)}\n"
            + "If the change is meant, run the tests once with UPDATE_GOLDEN=1 and review the file.";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of text)";
}

/// <summary>A text differs from its golden file.</summary>
public sealed class GoldenMismatchException : Exception
{
    /// <inheritdoc/>
    public GoldenMismatchException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public GoldenMismatchException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public GoldenMismatchException()
    {
    }
}
