namespace Hub.Application.Moving;

/// <summary>Somebody else writes into a store to which a hub is moved: to try again would not help. The message is a sentence for whoever moves it.</summary>
public sealed class StoreChangedException(string message) : Exception(message);
