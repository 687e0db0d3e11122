namespace Hub.Formats.Tests.Reports;

/// <summary>A fact that needs Debian's Chromium, which <c>tests/run.sh --long</c> installs.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/chromium";

    public BrowserFactAttribute()
    {
        if (!File.Exists(Path)) Skip = $"Prints reports with {Path}, which is not installed.";
    }
}
