using Hub.Domain.Partners;

namespace Hub.Application.Intake;

/// <summary>Turns the bytes of one language into commands: pure, without guesses.</summary>
public interface IMessageReader
{
    /// <summary>The language that it reads.</summary>
    Language Language { get; }

    /// <summary>Reads a body. Never throws on any bytes.</summary>
    ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context);

    /// <summary>
    /// What may be archived of a body, readable or not: all of it but the bytes of pictures, which come in with where and by whom they
    /// were taken. Never throws on any bytes.
    /// </summary>
    ReadOnlyMemory<byte> WithoutPictures(ReadOnlyMemory<byte> body) => body;
}
