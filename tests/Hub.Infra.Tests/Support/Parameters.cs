namespace Hub.Infra.Tests.Support;

/// <summary>Parameters of a test, in a file of their own.</summary>
internal static class Parameters
{
    /// <summary>Runs the compiler on parameters of the template.</summary>
    /// <param name="parameters">The lines of a parameter file.</param>
    /// <param name="run">What to run on the file.</param>
    public static T Try<T>(string parameters, Func<string, T> run)
    {
        var folder = Directory.CreateTempSubdirectory("ketenhub-infra");
        try
        {
            // The compiler takes relative paths alone, with slashes.
            var template = Path.GetRelativePath(folder.FullName, Path.Combine(Repository.Infra, "main.bicep")).Replace('\\', '/');
            var file = Path.Combine(folder.FullName, "test.bicepparam");
            File.WriteAllText(file, $"using '{template}'\n{parameters}\n");
            return run(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What would be deployed with parameters of the template.</summary>
    public static Deployment Deploy(string environment, string parameters) => Try(parameters, file =>
    {
        var (snapshot, error) = Bicep.Evaluate(file, environment);
        Assert.True(snapshot is not null, error);
        return Deployment.From(snapshot);
    });

    /// <summary>The parameters of an environment, without the line that names their template.</summary>
    public static string Of(string environment) =>
        Repository.Read("infra", $"main.{environment}.bicepparam").Replace("using 'main.bicep'", "", StringComparison.Ordinal);
}
