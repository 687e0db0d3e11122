namespace Hub.Demo.Story;

/// <summary>How the demo is played.</summary>
public sealed record DemoOptions
{
    /// <summary>The clock of the stand-ins and of the pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A moment of human time before each step, so that the lines can be read. Default 0.4 s; zero for tests.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long an order's life waits for something to arrive before it is given up. Default 45 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Where the manage key stands, to tell people; null where that is in the settings.</summary>
    public string? ManageKeyFile { get; init; }
}
