using Hub.Application.Settings;
using Hub.Domain.Partners;

namespace Hub.Application.Deliveries;

/// <summary>What a test message is written from.</summary>
/// <param name="Id">Identity of the message at the receiver.</param>
/// <param name="Recipient">Who gets it.</param>
/// <param name="Corporation">For whom the hub works.</param>
/// <param name="SentAt">When it is sent.</param>
public sealed record TestMessage(string Id, Partner Recipient, Corporation Corporation, DateTimeOffset SentAt);

/// <summary>Writes a message of one language that is about no order and asks for nothing, by which a connection is tried.</summary>
public interface ITestMessageWriter
{
    /// <summary>The language that it writes.</summary>
    Language Language { get; }

    /// <summary>The message, in the form that the language has for it.</summary>
    OutboundMessage Write(TestMessage test);
}
