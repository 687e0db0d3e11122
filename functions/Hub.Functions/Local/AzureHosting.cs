using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The build for one machine does not run in Azure Functions or App Service.</summary>
internal static class AzureHosting
{
    // https://learn.microsoft.com/azure/app-service/reference-app-settings; an instance of Flex Consumption has the last alone.
    private static readonly string[] Marks = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    /// <summary>Stops the start there: an instance's disk does not last, and with it the orders that the hub would keep on it.</summary>
    /// <param name="variable">Gives a variable of the environment; null where it is not set.</param>
    /// <exception cref="StartException">The process runs there.</exception>
    public static void Refuse(Func<string, string?> variable)
    {
        if (Array.Find(Marks, name => !string.IsNullOrEmpty(variable(name))) is not { } found) return;
        throw new StartException($"This is the build for one machine, and it runs in Azure ({found} is set): an instance's disk there does not last, and what "
            + "the hub keeps on it would be lost. Publish the other one: dotnet publish functions/Hub.Functions -p:HubRuntime=Azure -c Release.");
    }
}
