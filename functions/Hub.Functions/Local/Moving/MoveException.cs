namespace Hub.Functions.Local.Moving;

/// <summary>A move that cannot go on. The message is a sentence for whoever runs it.</summary>
internal sealed class MoveException(string message, Exception? innerException = null) : Exception(message, innerException);
