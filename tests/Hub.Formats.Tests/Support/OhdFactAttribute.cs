using Hub.Testing;

namespace Hub.Formats.Tests.Support;

/// <summary>A fact that needs VERA's own schema and code lists, which are not part of the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OhdFactAttribute : FactAttribute
{
    /// <summary>Skips the fact where the reference material is absent.</summary>
    public OhdFactAttribute()
    {
        if (SharedReference.Find("vera/OHD.yaml") is null || SharedReference.Find("vera/Referentiedata.csv") is null)
            Skip = "VERA's OHD.yaml and Referentiedata.csv are not in shared/reference/vera beside the repository.";
    }
}

/// <summary>A theory that needs VERA's own schema and code lists.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OhdTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the theory where the reference material is absent.</summary>
    public OhdTheoryAttribute() => Skip = new OhdFactAttribute().Skip;
}
