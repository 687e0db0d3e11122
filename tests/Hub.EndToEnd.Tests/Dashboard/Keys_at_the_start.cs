using Hub.EndToEnd.Tests.Support;
using Hub.Functions.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.EndToEnd.Tests.Dashboard;

/// <summary>The key ring is read when somebody needs it: a store that is away at the start keeps no hub from starting.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Keys_at_the_start
{
    private static IEnumerable<string> HostedBy(IServiceCollection services) =>
        services.Select(s => s.ImplementationType).OfType<Type>().Where(t => t.IsAssignableTo(typeof(Microsoft.Extensions.Hosting.IHostedService)))
            .Select(t => t.Namespace!);

    [Fact]
    public void Nothing_of_ASP_NET_Core_reads_the_keys_at_the_start()
    {
        // What is taken away is found by the name of a type that is not public: that there is one holds the test to it.
        Assert.Contains(HostedBy(new ServiceCollection().AddDataProtection().Services), n => n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

        Assert.Empty(HostedBy(new ServiceCollection().AddSignIn()));
    }
}
