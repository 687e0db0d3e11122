using Hub.Functions;
using Hub.Functions.Settings;

// First of all: until somebody listens for it, a signal to stop ends the process as if it had failed.
using var stop = new StopSignals();
try
{
    if (await Platform.RunCommandAsync(args, stop.Token) is { } code) return code;
    if (Platform.Answer(args) is { } answer)
    {
        await Console.Out.WriteLineAsync(answer);
        return 0;
    }
    var (app, options) = HubApp.Build(args);
    using var host = app;
    return await Platform.RunAsync(host, options, args, stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    // Stopped while it started: nothing is wrong.
    return 0;
}
catch (Exception e) when (e is SettingException || Platform.IsStartFault(e))
{
    await Console.Error.WriteLineAsync($"Ketenhub cannot start. {e.Message}");
    return 1;
}
