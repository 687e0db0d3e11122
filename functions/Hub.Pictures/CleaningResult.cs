namespace Hub.Pictures;

/// <summary>The result of cleaning a photo.</summary>
public abstract record CleaningResult
{
    /// <summary>The picture is complete and may be stored.</summary>
    public sealed record Cleaned(CleanPicture Picture) : CleaningResult;

    /// <summary>The picture is rejected.</summary>
    /// <param name="Code">One of <see cref="PictureCodes"/>.</param>
    /// <param name="Reason">A sentence for the contractor's system: what was expected and at which byte; never content of the picture.</param>
    public sealed record Rejected(string Code, string Reason) : CleaningResult;
}
