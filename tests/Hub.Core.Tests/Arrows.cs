using System.Reflection;
using Hub.Core.Orders;

namespace Hub.Core.Tests;

/// <summary>Which room may know which: Core knows nobody, the others know only Core, the local runtime knows nobody of ours.</summary>
public sealed class Arrows
{
    private static string[] Known(Assembly room) =>
        [.. room.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Hub.", StringComparison.Ordinal)).Order()];

    [Fact]
    public void Core_knows_nobody() => Assert.Empty(Known(typeof(Order).Assembly));

    [Theory]
    [InlineData("Hub.Formats")]
    [InlineData("Hub.Connectors")]
    [InlineData("Hub.Thumbnails")]
    [InlineData("Hub.Embedded")]
    [InlineData("Hub.Azure")]
    public void The_rooms_around_it_know_only_Core(string room) => Assert.Equal(["Hub.Core"], Known(Assembly.Load(room)));

    [Fact]
    public void The_local_runtime_knows_nobody_of_ours() => Assert.Empty(Known(Assembly.Load("Hub.LocalRuntime")));

    [Fact]
    public void Core_speaks_with_no_machine() => Assert.DoesNotContain(
        typeof(Order).Assembly.GetReferencedAssemblies().Select(a => a.Name!),
        n => n.StartsWith("System.Net.Http", StringComparison.Ordinal) || n.StartsWith("Azure", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || n.StartsWith("SQLite", StringComparison.Ordinal) || n.StartsWith("System.IO.FileSystem", StringComparison.Ordinal));
}
