using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Functions.Local.Moving;

/// <summary>A file of JSON Lines that is being written. What a draft of it holds already stays, up to its last whole line.</summary>
internal sealed class LineFile<T> : IDisposable
    where T : class
{
    private const int Largest = 256 * 1024 * 1024;

    private readonly MoveFolder _folder;
    private readonly string _name;
    private readonly JsonTypeInfo<T> _type;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    private LineFile(MoveFolder folder, string name, JsonTypeInfo<T> type)
    {
        (_folder, _name, _type, _file) = (folder, name, type, folder.OpenDraft(name));
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>The last record; null before the first.</summary>
    public T? Last { get; private set; }

    /// <summary>How many records there are.</summary>
    public long Count { get; private set; }

    /// <summary>Opens a file to write behind what its draft holds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The file.</param>
    /// <param name="type">The JSON of a line.</param>
    /// <param name="isWhole">True to begin anew in any case.</param>
    public static LineFile<T> Continue(MoveFolder folder, string name, JsonTypeInfo<T> type, bool isWhole)
    {
        var file = new LineFile<T>(folder, name, type);
        try
        {
            folder.OnDisk(() =>
            {
                if (!isWhole) file.TakeOver();
                file._file.SetLength(file._file.Position);
                return true;
            });
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The records of a file.</summary>
    /// <exception cref="MoveException">A line is none.</exception>
    public static IEnumerable<T> Read(MoveFolder folder, string name, JsonTypeInfo<T> type)
    {
        using var file = folder.OnDisk(() => File.OpenRead(folder.PathOf(name)));
        var number = 0L;
        foreach (var line in Lines(file, folder))
        {
            number++;
            yield return Parse(line.Span, type) ?? throw new MoveException($"The file {folder.PathOf(name)} is damaged in line {number}.");
        }
    }

    /// <summary>Writes a record behind the others.</summary>
    /// <exception cref="MoveException">The disk did not take it.</exception>
    public void Add(T record)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, record, _type);
        _line.Write("\n"u8);
        try
        {
            _file.Write(_line.WrittenSpan);
        }
        // ArgumentOutOfRangeException: a file as large as the file system or a limit of the process allows.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw _folder.Trouble(e);
        }
        Took(_line.WrittenSpan, record);
    }

    /// <summary>Gives the file its name.</summary>
    public PartFile Finish()
    {
        var length = _file.Length;
        _folder.Finish(_name, _file);
        return new PartFile(_name, Count, length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        _file.Dispose();
        _json.Dispose();
        _hash.Dispose();
    }

    // A crash of the machine may leave anything behind what was forced to the disk: each line is read.
    private void TakeOver()
    {
        var end = 0L;
        foreach (var line in Lines(_file, _folder, onlyWhole: true))
        {
            if (Parse(line.Span, _type) is not { } record) break;
            Took(line.Span, record);
            _hash.AppendData("\n"u8);
            end += line.Length + 1;
        }
        _file.Position = end;
    }

    private void Took(ReadOnlySpan<byte> bytes, T record)
    {
        _hash.AppendData(bytes);
        Last = record;
        Count++;
    }

    private static T? Parse(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Each is valid until the next one is asked for.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(FileStream file, MoveFolder folder, bool onlyWhole = false)
    {
        var buffer = new byte[1 << 16];
        var (start, end) = (0, 0);
        while (true)
        {
            var feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                yield return buffer.AsMemory(start, feed);
                start += feed + 1;
                continue;
            }
            if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                if (buffer.Length >= Largest) throw new MoveException($"A line of {file.Name} is longer than {Largest} bytes: the file is damaged.");
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = folder.OnDisk(() => file.Read(buffer, end, buffer.Length - end));
            if (read == 0) break;
            end += read;
        }
        if (end > 0 && !onlyWhole) yield return buffer.AsMemory(0, end);
    }
}
