namespace Hub.Application.Evidence;

/// <summary>The store has something under the picture's name that is not what was put there. Asking again changes nothing.</summary>
public sealed class DamagedPictureException(string message, Exception inner) : StoreException(message, inner);
