using Hub.Formats.Tests.Support;
using Hub.Testing.Vera;

namespace Hub.Formats.Tests.Vera;

/// <summary>Our tables of VERA's members and codes say what VERA's published files say, where these are at hand.</summary>
public sealed class Agreement_with_OHD
{
    [PublishedOhdFact]
    public void The_members_and_types_are_VERAs() => Assert.Empty(
        PublishedOhd.Differences("Onderhoudsorders-Onderhoudsorderbericht", OhdSchema.Order).Concat(PublishedOhd.Differences("Foutbericht", OhdSchema.Error)));

    [PublishedOhdFact]
    public void The_codes_are_VERAs()
    {
        var lists = OhdCodes.All.Select(r => r.List).ToHashSet();
        var published = File.ReadLines(PublishedOhd.Codes!).Select(l => l.Split(';').Select(p => p.Trim('"')).ToArray())
            .Where(p => lists.Contains(p[0])).Select(p => new OhdCodes.Row(p[0], p[1], p[2]));
        Assert.Equivalent(published, OhdCodes.All, strict: true);
    }
}
