namespace Hub.Pictures;

/// <summary>What came of cleaning a photo.</summary>
public abstract record CleaningResult
{
    /// <summary>It is a picture, whole, and may be kept as it is here.</summary>
    public sealed record Cleaned(CleanPicture Picture) : CleaningResult;

    /// <summary>It is not kept.</summary>
    /// <param name="Code">One of <see cref="PictureCodes"/>.</param>
    /// <param name="Reason">A sentence for the contractor's system: what was expected and at which byte, never what the picture holds.</param>
    public sealed record Refused(string Code, string Reason) : CleaningResult;
}
