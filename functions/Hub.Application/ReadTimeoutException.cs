namespace Hub.Application;

/// <summary>A list took longer to read than it may: others wait for the same processors. A narrower question is answered.</summary>
public sealed class ReadTimeoutException(Exception inner) : Exception("The list took too long to read.", inner);
