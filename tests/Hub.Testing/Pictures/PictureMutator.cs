using System.Buffers.Binary;

namespace Hub.Testing.Pictures;

/// <summary>
/// Makes damaged files from valid ones, like interrupted transfers and attackers do. Deterministic: the same seed gives the same files.
/// </summary>
public sealed class PictureMutator
{
    private static readonly uint[] BoundaryValues =
        [0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    private readonly Random random;
    private readonly IReadOnlyList<byte[]> seeds;
    private readonly IReadOnlyList<byte[]> others;

    /// <param name="seed">Determines the files.</param>
    /// <param name="seeds">The valid files to damage.</param>
    /// <param name="others">Files of any format to copy ranges from.</param>
    public PictureMutator(int seed, IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]>? others = null)
    {
        // Random with a seed gives the same sequence in every version of the runtime.
        random = new Random(seed);
        this.seeds = seeds;
        this.others = others ?? seeds;
    }

    /// <summary>The next damaged file. PNG checksums are recomputed; otherwise every change would be rejected there.</summary>
    public byte[] Next()
    {
        var file = seeds[random.Next(seeds.Count)].ToArray();
        for (var changes = 1 + random.Next(3); changes > 0; changes--) file = Change(file);
        if (random.Next(8) > 0) FixChecksums(file);
        return file;
    }

    private byte[] Change(byte[] file)
    {
        if (file.Length < 16) return file;
        switch (random.Next(8))
        {
            case 0:
                for (var flips = 1 + random.Next(8); flips > 0; flips--) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            case 1:
                return file[..random.Next(file.Length)];
            case 2:
                var (from, length) = RangeOf(file);
                var to = random.Next(file.Length + 1);
                return [.. file[..to], .. file[from..(from + length)], .. file[to..]];
            case 3:
                (from, length) = RangeOf(file);
                return [.. file[..from], .. file[(from + length)..]];
            case 4:
                WriteNumber(file);
                return file;
            case 5:
                var other = others[random.Next(others.Count)];
                return [.. file[..random.Next(file.Length)], .. other[random.Next(other.Length)..]];
            case 6:
                other = others[random.Next(others.Count)];
                (from, length) = RangeOf(other);
                to = random.Next(file.Length + 1);
                return [.. file[..to], .. other[from..(from + length)], .. file[to..]];
            default:
                (from, length) = RangeOf(file);
                random.NextBytes(file.AsSpan(from, Math.Min(length, 16)));
                return file;
        }
    }

    private (int From, int Length) RangeOf(byte[] file)
    {
        var from = random.Next(file.Length);
        return (from, Math.Min(1 + random.Next(random.Next(4) == 0 ? file.Length : 64), file.Length - from));
    }

    // Writes a number where a length, an offset or a count may be: slightly off, or a boundary value.
    private void WriteNumber(byte[] file)
    {
        var at = random.Next(file.Length - 4);
        var place = file.AsSpan(at, 4);
        var boundary = BoundaryValues[random.Next(BoundaryValues.Length)];
        switch (random.Next(5))
        {
            case 0:
                place[0] = (byte)boundary;
                break;
            case 1:
                BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)boundary);
                break;
            case 2:
                BinaryPrimitives.WriteUInt32BigEndian(place, boundary);
                break;
            case 3:
                BinaryPrimitives.WriteUInt32LittleEndian(place, boundary);
                break;
            default:
                place[0] += (byte)random.Next(-4, 5);
                break;
        }
    }

    private static void FixChecksums(byte[] file)
    {
        if (file.Length < 8 || !file.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return;
        for (var at = 8L; at + 12 <= file.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (at + 12 + length > file.Length) return;
            var typed = file.AsSpan((int)at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), PngBuilder.Crc(typed));
            at += 12 + length;
        }
    }
}
