namespace Hub.Pictures.Trailers;

/// <summary>
/// What follows a complete picture in its file, in all formats by one rule. All of it is removed, so the rule is not about what is kept:
/// padding, a motion photo's film, makers' trailers and the rest of an older file are taken for what they are, and a second document
/// refuses the file, for its sender meant something else than a photo.
/// </summary>
internal static class Trailer
{
    private const int MaxSamsungTrailers = 64;
    private const int MaxFilms = 16;

    /// <summary>Checks it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Offset of the first byte after the picture.</param>
    /// <param name="format">The picture's format, for the error message.</param>
    /// <param name="announced">Pictures that the picture itself announces after it (a preview, a gain map), by offset; only in JPEG.</param>
    /// <exception cref="PictureRejectedException">Another document follows it.</exception>
    public static void Check(ReadOnlySpan<byte> file, int end, string format, IReadOnlyList<FurtherImage>? announced = null)
    {
        if (end == file.Length) return;
        // An archive is read from its end: what else lies before does not matter to its readers.
        if (Documents.EndsWithZip(file[end..])) throw PictureRejectedException.Trailing(format, end, Documents.Archive);
        var at = end;
        var further = 0;
        foreach (var image in announced ?? [])
        {
            further++;
            if (image.Offset < at || image.Offset > file.Length || image.Length > file.Length - image.Offset) continue;
            var start = (int)image.Offset;
            if (!JpegExtent.Begins(file.Slice(start, (int)image.Length))) continue;
            further--;
            CheckAround(file, at, start, format, 0);
            at = start + (int)image.Length;
        }
        CheckAround(file, at, file.Length, format, further);
    }

    // Samsung's trailers stand anywhere: its gallery and other programs leave bytes behind them. They hold films and pictures of their own.
    private static void CheckAround(ReadOnlySpan<byte> file, int start, int end, string format, int further)
    {
        var at = start;
        var from = start;
        for (var seen = 0; seen < MaxSamsungTrailers && from < end; seen++)
        {
            var found = file[from..end].IndexOf(SamsungTrailer.End);
            if (found < 0) break;
            from += found + SamsungTrailer.End.Length;
            var length = SamsungTrailer.Length(file[at..from]);
            if (length == 0) continue;
            CheckPiece(file, at, from - length, format, ref further);
            at = from;
        }
        CheckPiece(file, at, end, format, ref further);
    }

    // Padding, then announced pictures, films, and bytes of no known form.
    private static void CheckPiece(ReadOnlySpan<byte> file, int at, int end, string format, ref int further)
    {
        for (var films = 0; films < MaxFilms; films++)
        {
            at = BoxStart(file, at, at + Padding(file[at..end]), end);
            if (at >= end) return;
            var rest = file[at..end];
            if (further > 0 && JpegExtent.Of(rest) is var picture and > 0)
            {
                further--;
                at += picture;
            }
            else if (Film.Length(rest) is var film and > 0)
            {
                at += film;
            }
            else
            {
                break;
            }
        }
        if (Documents.At(file[at..end]) is { } document) throw PictureRejectedException.Trailing(format, at, document);
        if (Documents.Within(file[at..end]) is { } within) throw PictureRejectedException.Trailing(format, at + within.Offset, within.What);
    }

    // The zero bytes before a box may be those of its size.
    private static int BoxStart(ReadOnlySpan<byte> file, int start, int at, int end)
    {
        for (var from = Math.Max(start, at - 4); from < at; from++)
        {
            if (Film.TypeOf(file[from..end]) is not null) return from;
        }
        return at;
    }

    private static int Padding(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOfAnyExcept("\0\r\n\t "u8);
            if (length < 0) return bytes.Length;
            at += length;
            // FF is padding too, but it also begins a JPEG.
            if (bytes[at] != 0xFF || JpegExtent.Begins(bytes[at..])) return at;
            at++;
        }
        return at;
    }
}
