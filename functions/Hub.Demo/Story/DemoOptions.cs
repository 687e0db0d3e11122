namespace Hub.Demo.Story;

/// <summary>Options of the demo.</summary>
public sealed record DemoOptions
{
    /// <summary>The clock of the stand-ins and of the pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Pause before each step, so that people can read the lines. Default 0.4 s; zero for tests.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a scenario waits for a message before it fails. Default 45 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>File of the manage key, shown to the user; null where the key is in the settings.</summary>
    public string? ManageKeyFile { get; init; }
}
