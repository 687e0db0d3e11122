namespace Hub.Testing;

/// <summary>Reads the tables of facts that lie beside the tests: a header, then rows of fields with a semicolon between, without quotes.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows below the header.</summary>
    /// <exception cref="ArgumentException">There is no table of that name.</exception>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no table {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(';'))];
    }
}
