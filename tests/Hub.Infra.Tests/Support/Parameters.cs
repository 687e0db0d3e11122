namespace Hub.Infra.Tests.Support;

/// <summary>Parameters of a test, in a file of their own.</summary>
internal static class Parameters
{
    /// <summary>Runs the compiler on parameters of the template.</summary>
    /// <param name="parameters">The lines of a parameter file.</param>
    /// <param name="run">What to run, with the folder and the name of the file.</param>
    public static async Task<T> TryAsync<T>(string parameters, Func<string, string, Task<T>> run)
    {
        var folder = Directory.CreateTempSubdirectory("ketenhub-infra");
        try
        {
            // The compiler takes relative paths alone, with slashes.
            var template = Path.GetRelativePath(folder.FullName, Path.Combine(Repository.Infra, "main.bicep")).Replace('\\', '/');
            File.WriteAllText(Path.Combine(folder.FullName, "test.bicepparam"), $"using '{template}'\n{parameters}\n");
            return await run(folder.FullName, "test.bicepparam");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
