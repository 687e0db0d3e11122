namespace Hub.LocalRuntime;

/// <summary>
/// The program cannot start. The message is one plain line that names the setting, file or address and what is expected of it; the program writes it to
/// standard error and ends with a code other than 0.
/// </summary>
public sealed class StartException : Exception
{
    /// <param name="message">One line: what is wrong, and what is expected.</param>
    /// <param name="innerException">The cause, for whoever needs more.</param>
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
