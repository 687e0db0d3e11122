using Hub.Functions;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    var options = HubOptions.From(builder.Configuration, Platform.AllowsPrivateEndpoints);
    builder.Services.AddHub(options);
    Platform.Add(builder, options);
    Telemetry.Add(builder);
    using var host = builder.Build();
    return await Platform.RunAsync(host, options, args);
}
catch (Exception e) when (e is SettingException || Platform.IsStartFault(e))
{
    await Console.Error.WriteLineAsync($"Ketenhub cannot start. {e.Message}");
    return 1;
}
