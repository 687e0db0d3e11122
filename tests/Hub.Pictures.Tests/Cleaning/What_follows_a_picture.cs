using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hub.Pictures.Tests.Support;
using Hub.Testing.Pictures;

namespace Hub.Pictures.Tests.Cleaning;

/// <summary>What phones and programs leave behind a picture is removed, and a second document refuses the file, in all formats by one rule.</summary>
public sealed class What_follows_a_picture
{
    private static readonly byte[] Slack = Enumerable.Range(0, 3_000).Select(i => (byte)((i * 7) + (i >> 3))).ToArray();

    private static readonly Dictionary<string, byte[]> Pictures = new()
    {
        ["jpeg"] = Sample.Read("baseline.jpg"), ["png"] = new PngBuilder().Build(), ["webp"] = Sample.Read("lossy.webp"), ["heic"] = Sample.Read("tile.heic"),
    };

    private static readonly Dictionary<string, byte[]> Harmless = new()
    {
        ["a zero byte"] = [0],
        ["zero bytes"] = new byte[4096],
        ["bytes FF"] = [0xFF, 0xFF, 0, 0xFF],
        ["a line end"] = [.. "\r\n"u8],
        ["Samsung's trailer"] = Samsung("Image_UTC_Data1783668600000"),
        ["Samsung's trailer with its audio block"] = [.. Samsung("Image_UTC_Data1783668600000"), .. "QDIO"u8, 101, 0, 0, 0, 1, 0, 0, 0, .. "QDIOBS"u8],
        ["Samsung's trailer and its rest"] = [.. Samsung("Image_UTC_Data1783668600000"), .. Samsung("Image_UTC_Data1783668600000").AsSpan(^40..)],
        ["Samsung's trailer twice"] = [.. Samsung("Image_UTC_Data1783668600000"), .. Samsung("Camera_Capture_Mode_Info1")],
        ["Samsung's trailer with a film"] = Samsung("MotionPhoto_Data" + Encoding.Latin1.GetString(Movie("mp42"))),
        ["Samsung's trailer with a second picture"] = Samsung("DualShot_1" + Encoding.Latin1.GetString(JpegBuilder.Full("grey.jpg"))),
        ["a film"] = Movie("mp42"),
        ["a QuickTime film"] = Movie("qt  "),
        ["a film behind padding"] = [.. new byte[100], .. Movie("isom")],
        ["a film with its description and free space"] =
            [.. Movie("mp42"), .. HeicBuilder.Box("uuid", [.. new byte[16], .. Metadata.Xmp]), .. HeicBuilder.Box("free", new byte[50])],
        ["a film of 64-bit boxes"] = [.. HeicBuilder.Box("ftyp", [.. "mp42\0\0\0\0mp42"u8]), 0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4],
        ["a film in a box of its own"] = HeicBuilder.Box("mpvd", Movie("mp42")),
        ["a film and a maker's mark"] = [.. Movie("mp42"), .. "v2_f35_c        LIVE_1234567    "u8],
        ["a film and Samsung's trailer"] = [.. Movie("mp42"), .. Samsung("Image_UTC_Data1783668600000")],
        ["a film that breaks off"] = Movie("mp42")[..^10],
        ["JSON of a maker"] = [.. "{\"model\":\"x\",\"time\":12}"u8, 0, 0, 0, 23, .. "jxrs"u8],
        ["XMP"] = Metadata.Xmp,
        ["bytes of no form"] = Slack,
        ["the rest of an older PNG"] = PngBuilder.Full()[100..],
        ["the rest of an older JPEG"] = Sample.Read("progressive.jpg")[100..],
        ["the rest of an older JPEG with its thumbnail"] = JpegBuilder.Full()[40..],
        ["the rest of an older HEIC"] = Sample.Read("tile.heic")[100..],
        ["the rest of an older HEIC from a box on"] = Sample.Read("tile.heic")[24..],
    };

    private static readonly Dictionary<string, (byte[] Bytes, string What)> Refused = new()
    {
        ["a ZIP"] = (Zip(), "an archive"),
        ["the beginning of a ZIP"] = ([.. "PK\u0003\u0004, another file"u8], "an archive"),
        ["an empty ZIP"] = ([.. "PK\u0005\u0006"u8, .. new byte[18]], "an archive"),
        ["RAR"] = ([.. "Rar!\u001A\u0007\u0001\0"u8], "an archive"),
        ["7z"] = ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "an archive"),
        ["gzip"] = ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "an archive"),
        ["a web page"] = ([.. "<!DOCTYPE html><html></html>"u8], "a web page or a script"),
        ["a web page in capitals"] = ([.. "<HTML><BODY>"u8], "a web page or a script"),
        ["a script of a page"] = ([.. "<script>alert(1)</script>"u8], "a web page or a script"),
        ["a drawing"] = ([.. "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"u8], "a web page or a script"),
        ["PHP"] = ([.. "<?php system('id'); ?>"u8], "a web page or a script"),
        ["a shell script"] = ([.. "#!/bin/sh\nid\n"u8], "a script"),
        ["a PDF"] = ([.. "%PDF-1.7\n1 0 obj"u8], "a PDF"),
        ["a program of Windows"] = ([.. "MZ"u8, 0x90, 0, 3, 0, 0, 0], "a program"),
        ["a program of Linux"] = ([0x7F, .. "ELF"u8, 2, 1, 1, 0], "a program"),
        ["an office document"] = ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "an office document"),
        ["a JPEG"] = (JpegBuilder.Full("grey.jpg"), "another picture"),
        ["a PNG"] = (PngBuilder.Full(), "another picture"),
        ["a WebP"] = (WebPBuilder.Full(), "another picture"),
        ["a HEIC"] = (Sample.Read("tile.heic"), "another picture"),
        ["a GIF"] = ([.. "GIF89a\u0001\0\u0001\0"u8], "another picture"),
    };

    private static readonly Dictionary<string, byte[]> Before = new()
    {
        ["at once"] = [], ["behind zero bytes"] = new byte[64], ["behind a film"] = Movie("mp42"),
        ["behind Samsung's trailer"] = Samsung("Image_UTC_Data1783668600000"),
    };

    // What is recognized within bytes of no known form too, however short that is.
    private static readonly string[] FoundAnywhere =
    [
        "a ZIP", "an empty ZIP", "RAR", "7z", "a web page", "a web page in capitals", "a script of a page", "PHP", "a PDF", "a program of Linux",
        "an office document", "a JPEG", "a PNG", "a WebP", "a HEIC", "a GIF",
    ];

    /// <summary>Every format with everything harmless.</summary>
    public static TheoryData<string> Formats => [.. Pictures.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Padding_films_and_makers_trailers_are_removed(string format)
    {
        foreach (var (name, trailer) in Harmless)
        {
            var result = Hub.Pictures.Cleaning.PictureCleaner.Clean((byte[])[.. Pictures[format], .. trailer]);
            Assert.True(result is CleaningResult.Cleaned, $"{name}: {result}");
            Assert.True(((CleaningResult.Cleaned)result).Picture.Bytes.ToArray().AsSpan().SequenceEqual(Cleaner.Clean(Pictures[format]).Bytes.ToArray()), name);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_second_document_refuses_the_file_and_is_named(string format)
    {
        foreach (var (name, (document, what)) in Refused)
        {
            foreach (var (place, before) in Before) Refuses(format, $"{name} {place}", [.. before, .. document], what);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_second_document_is_found_behind_bytes_of_no_form(string format)
    {
        foreach (var name in FoundAnywhere) Refuses(format, name, [.. Slack, .. Refused[name].Bytes], Refused[name].What);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_document_hidden_in_the_free_space_of_a_film_is_found(string format) =>
        Refuses(format, "free space", [.. Movie("mp42"), .. HeicBuilder.Box("free", [.. "<script>alert(1)</script>"u8])], "a web page or a script");

    [Fact]
    public void Pictures_that_are_announced_at_a_wrong_place_are_removed() => Assert.Equal(
        Pictures["jpeg"], Cleaner.Clean(new JpegBuilder().Further(Sample.Read("grey.jpg"), wrongBy: 16).Build()).Bytes.ToArray());

    [Fact]
    public void More_pictures_than_are_announced_are_rejected() => Assert.Equal(
        PictureCodes.Trailing, Cleaner.Reject(new JpegBuilder().Further(Sample.Read("grey.jpg"), wrongBy: 16).Behind(Sample.Read("grey.jpg")).Build()).Code);

    private static void Refuses(string format, string name, byte[] trailer, string what)
    {
        var result = Hub.Pictures.Cleaning.PictureCleaner.Clean((byte[])[.. Pictures[format], .. trailer]);
        Assert.True(result is CleaningResult.Rejected { Code: PictureCodes.Trailing }, $"{name}: {result}");
        Assert.Contains($"and {what} follows it there", ((CleaningResult.Rejected)result).Reason, StringComparison.Ordinal);
    }

    private static byte[] Movie(string brand) =>
    [
        .. HeicBuilder.Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(brand)]),
        .. HeicBuilder.Box("mdat", [.. Slack, .. "<script>"u8]),
        .. HeicBuilder.Box("moov", new byte[100]),
    ];

    // One block, named at its beginning, and the directory.
    private static byte[] Samsung(string content)
    {
        byte[] block = [0, 0, 0x01, 0x0A, 14, 0, 0, 0, .. Encoding.Latin1.GetBytes(content)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, block.Length);
        return [.. block, .. "SEFH"u8, 0x6B, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x01, 0x0A, .. length, .. length, 24, 0, 0, 0, .. "SEFT"u8];
    }

    private static byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.txt").Open();
            entry.Write("text"u8);
        }
        return file.ToArray();
    }
}
