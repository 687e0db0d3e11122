namespace Hub.Pictures.WebP;

/// <summary>The headers of the two codings of WebP.</summary>
internal static class WebPFrame
{
    /// <summary>Width and height of a lossy frame (RFC 6386 section 9.1): a key frame that is shown.</summary>
    public static (int Width, int Height) ReadLossy(ByteReader frame)
    {
        var tag = frame.U8("a frame tag") | (frame.U8("a frame tag") << 8) | (frame.U8("a frame tag") << 16);
        bool isKeyFrame = (tag & 1) == 0, isShown = ((tag >> 4) & 1) == 1;
        if (!isKeyFrame || !isShown || ((tag >> 1) & 7) > 3) throw frame.Broken("the tag of a key frame that is shown before it");
        if (!frame.ReadBytes(3, "a start code").SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) throw frame.Broken("the start code 9D012A before it");
        var at = frame.Offset;
        // The two highest bits of each are a scaling hint for the viewer.
        int width = Little16(ref frame, "a width") & 0x3FFF, height = Little16(ref frame, "a height") & 0x3FFF;
        PictureRejectedException.CheckPixels(WebPPicture.Name, at, width, height);
        if (tag >> 5 is 0 || tag >> 5 > frame.Remaining) throw frame.Broken("a first partition that lies within the frame");
        return (width, height);
    }

    /// <summary>Width and height of a lossless frame (RFC 9649 section 3.4).</summary>
    public static (int Width, int Height) ReadLossless(ByteReader frame)
    {
        if (frame.U8("a signature") != 0x2F) throw frame.Broken("the signature 2F before it");
        var at = frame.Offset;
        var bits = frame.U32Little("a width and a height");
        int width = (int)(bits & 0x3FFF) + 1, height = (int)((bits >> 14) & 0x3FFF) + 1;
        if (bits >> 29 != 0) throw frame.Broken("version 0 before it");
        PictureRejectedException.CheckPixels(WebPPicture.Name, at, width, height);
        if (frame.Remaining == 0) throw frame.Broken("coded pixels");
        return (width, height);
    }

    /// <summary>Checks the transparency chunk of a lossy frame (RFC 9649 section 2.7.1.2).</summary>
    public static void CheckAlpha(ByteReader alpha, int width, int height)
    {
        var kind = alpha.U8("a kind of transparency");
        int compression = kind & 3, preparation = (kind >> 4) & 3;
        if (compression > 1 || preparation > 1) throw alpha.Broken("transparency that is plain or compressed before it");
        if (compression == 0 && alpha.Remaining != (long)width * height) throw alpha.Broken("plain transparency of one byte a pixel");
    }

    private static int Little16(ref ByteReader reader, string what) => reader.U8(what) | (reader.U8(what) << 8);
}
