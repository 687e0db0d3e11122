namespace Hub.Application;

/// <summary>
/// A store cannot do now what was asked: the disk is full, the service is away. Nothing was written; the same request
/// may be made again. The message is a sentence for the administrator.
/// </summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);
