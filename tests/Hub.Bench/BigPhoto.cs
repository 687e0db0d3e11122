using Hub.Testing.Pictures;

namespace Hub.Bench;

/// <summary>
/// A photo like a phone's: 12 megapixels in about 4 MB, with Exif, a location, a thumbnail and other metadata. Its coded data is valid:
/// every block of the picture is there, Huffman-coded; the content is noise. A fourth quantization table, which no component uses,
/// contains a serial number: the hub keeps it, so that no two uploads are the same picture.
/// </summary>
internal sealed class BigPhoto
{
    private const int Width = 4000;
    private const int Height = 3000;
    private const int SerialLength = 8;

    // Code lengths and symbols (ITU-T T.81 section B.2.4.2). A DC symbol is the bit length of the difference; an AC symbol is the number of
    // zeros before a value and the bit length of the value, with 0x00 for the end of the block.
    private static readonly byte[] DcLengths = [0, 1, 5, 1];
    private static readonly byte[] DcSymbols = [0, 1, 2, 3, 4, 5, 6];
    // As in real tables, rare symbols have codes of nearly all ones, which produce the byte FF.
    private static readonly byte[] AcLengths = [0, 2, 2, 3, 1, 1, 1, 1, 1];
    private static readonly byte[] AcSymbols = [0x01, 0x02, 0x00, 0x03, 0x11, 0x04, 0x12, 0x05, 0x21, 0x31, 0x22, 0x06];

    private readonly byte[] _file;
    private readonly int _serialAt;

    private BigPhoto(byte[] file, int serialAt)
    {
        _file = file;
        _serialAt = serialAt;
    }

    public int Length => _file.Length;

    public static BigPhoto Make(int seed, int bytes)
    {
        var random = new Random(seed);
        var file = new List<byte>(bytes + 65536);
        file.AddRange([0xFF, 0xD8]);
        Segment(file, 0xE1, [.. "Exif\0\0"u8, .. new ExifBuilder().Build()]);
        Segment(file, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Metadata.Xmp]);
        Segment(file, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Metadata.Profile]);
        Segment(file, 0xED, Metadata.Iptc);
        Segment(file, 0xFE, Metadata.Text("comment"));
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)3, 64)]);
        Segment(file, 0xDB, [3, .. Enumerable.Repeat((byte)1, 64)]);
        var serialAt = file.Count - 64;
        Segment(file, 0xC0, [8, Height >> 8, Height & 255, Width >> 8, Width & 255, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
        Segment(file, 0xC4, [0x00, .. Padded(DcLengths), .. DcSymbols, 0x10, .. Padded(AcLengths), .. AcSymbols]);
        Segment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        new Coder(file, random, bytes).Scan(Blocks(Width) * Blocks(Height) * 6);
        file.AddRange([0xFF, 0xD9]);
        return new BigPhoto([.. file], serialAt);
    }

    /// <summary>The file with a serial number, in parts and without copying.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Numbered(long serial)
    {
        // A quantization table has no zeros: seven bits of the number in each value, and one more.
        var table = new byte[SerialLength];
        for (var i = 0; i < table.Length; i++) table[i] = (byte)(((serial >> (7 * i)) & 127) + 1);
        return [_file.AsMemory(0, _serialAt), table, _file.AsMemory(_serialAt + SerialLength)];
    }

    private static int Blocks(int samples) => (samples + 15) / 16;

    private static byte[] Padded(byte[] lengths) => [.. lengths, .. new byte[16 - lengths.Length]];

    private static void Segment(List<byte> file, byte marker, byte[] content) =>
        file.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content]);

    // Writes bits, and a 00 after every byte FF (section B.1.1.5).
    private sealed class Coder(List<byte> file, Random random, int size)
    {
        private static readonly Dictionary<byte, (int Code, int Bits)> Dc = Codes(DcLengths, DcSymbols);
        private static readonly Dictionary<byte, (int Code, int Bits)> Ac = Codes(AcLengths, AcSymbols);

        private uint _bits;
        private int _count;

        public void Scan(int blocks)
        {
            var dc = new int[3];
            for (var block = 0; block < blocks; block++)
            {
                var component = Math.Max(0, (block % 6) - 3);
                // Biased towards zero, so that the values stay in the range of samples.
                var difference = random.Next(-20, 21) - (dc[component] / 16);
                dc[component] += difference;
                Value(Dc, 0, difference);
                // As many bits in each block as needed for the requested file size.
                var until = (long)size * (block + 1) / blocks;
                for (var at = 1; at < 60 && file.Count < until; at++)
                {
                    var zeros = random.Next(8) == 0 ? 1 : 0;
                    at += zeros;
                    var most = zeros > 0 ? 4 : random.Next(40) switch { 0 => 64, < 10 => 32, _ => 4 };
                    Value(Ac, zeros, Signed(random.Next(most / 2, most)));
                }
                Put(Ac[0x00]);
            }
            // Ones to the end of the byte (section F.1.2.3).
            if (_count > 0) Put(((1 << (8 - _count)) - 1, 8 - _count));
        }

        private int Signed(int value) => random.Next(2) == 0 ? value : -value;

        private void Value(Dictionary<byte, (int Code, int Bits)> codes, int zeros, int value)
        {
            var bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(value));
            Put(codes[(byte)((zeros << 4) | bits)]);
            if (bits > 0) Put((value < 0 ? value + (1 << bits) - 1 : value, bits));
        }

        private void Put((int Code, int Bits) code)
        {
            for (var bit = code.Bits - 1; bit >= 0; bit--)
            {
                _bits = (_bits << 1) | (uint)((code.Code >> bit) & 1);
                if (++_count < 8) continue;
                file.Add((byte)_bits);
                if ((byte)_bits == 0xFF) file.Add(0);
                _bits = 0;
                _count = 0;
            }
        }

        // Codes of one length continue from those one bit shorter (section C.2).
        private static Dictionary<byte, (int Code, int Bits)> Codes(byte[] lengths, byte[] symbols)
        {
            var codes = new Dictionary<byte, (int, int)>();
            int code = 0, next = 0;
            for (var length = 1; length <= lengths.Length; length++, code <<= 1)
                for (var i = 0; i < lengths[length - 1]; i++) codes[symbols[next++]] = (code++, length);
            return codes;
        }
    }
}
