namespace Hub.Domain;

/// <summary>
/// The bounds of what the hub takes in and keeps, whatever language or route it came by. The bounds of a picture itself are those of
/// <c>Hub.Pictures.PictureLimits</c>: 20 MiB a photo. README.md and openapi.json repeat these numbers for partners.
/// </summary>
public static class Limits
{
    /// <summary>Characters of a key: a number of an order, a line or a contract, a code, the id of a photo or a partner, the name of a role.</summary>
    public const int KeyLength = 100;

    /// <summary>Characters of a free text: a description, a remark.</summary>
    public const int TextLength = 4_000;

    /// <summary>Characters of the address of a photo or a document.</summary>
    public const int UrlLength = 2_000;

    /// <summary>Lines of one order.</summary>
    public const int LinesPerOrder = 500;

    /// <summary>Photos of one order, deleted and awaited ones too: a loop in a partner's system must not fill the disk.</summary>
    public const int PhotosPerOrder = 500;

    /// <summary>Photos in one VERA or DICO message.</summary>
    public const int PhotosPerMessage = 50;

    /// <summary>Items of a list within a message, where nothing says fewer.</summary>
    public const int ItemsPerList = 1_000;

    /// <summary>Events in one batch of CloudEvents.</summary>
    public const int EventsPerBatch = 100;

    /// <summary>Items on one page of a list.</summary>
    public const int ItemsPerPage = 100;

    /// <summary>Bytes of a message without the photos in it, and of any other JSON body: 1 MiB.</summary>
    public const int MessageBytes = 1 << 20;

    /// <summary>Bytes of a VERA or DICO message with the photos in it: 30 MiB.</summary>
    public const int MessageWithPhotosBytes = 30 << 20;

    /// <summary>Bytes of a table of dwellings or prices, in CSV: 30 MiB, a hundred thousand rows with room to spare.</summary>
    public const int TableBytes = 30 << 20;

    /// <summary>Levels that JSON or XML may nest.</summary>
    public const int NestingDepth = 64;

    /// <summary>Errors that are reported of one document or table. A document with more is not mended by a longer list.</summary>
    public const int ReportedErrors = 100;

    /// <summary>Every amount is below this, in EUR: sums of any number of lines stay within a decimal.</summary>
    public const decimal AmountBelow = 1_000_000_000m;
}
