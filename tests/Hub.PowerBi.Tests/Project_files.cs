using Hub.PowerBi.Tests.Support;

namespace Hub.PowerBi.Tests;

/// <summary>
/// The Power BI project is made from the tables of this project (columns of feeds, definitions of figures, DAX, pages) and checked in. After a change
/// <c>UPDATE_GOLDEN=1 dotnet test tests/Hub.PowerBi.Tests --filter Project_files</c> makes it anew.
/// </summary>
public sealed class Project_files
{
    [Fact]
    public void The_files_checked_in_are_those_that_would_be_made()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Files.Write(Project.Files);
        var there = Files.Read();
        Assert.Equal(Project.Files.Keys.Order(StringComparer.Ordinal), there.Keys.Order(StringComparer.Ordinal));
        Assert.All(Project.Files, file => Assert.Equal(file.Value, there[file.Key]));
    }
}
