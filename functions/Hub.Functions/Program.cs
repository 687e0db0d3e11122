using Hub.Functions;
using Hub.Functions.Settings;

try
{
    var (app, options) = HubApp.Build(args);
    using var host = app;
    return await Platform.RunAsync(host, options, args);
}
catch (Exception e) when (e is SettingException || Platform.IsStartFault(e))
{
    await Console.Error.WriteLineAsync($"Ketenhub cannot start. {e.Message}");
    return 1;
}
