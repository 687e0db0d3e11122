using Hub.Application.Registry;

namespace Hub.Application.Notices;

/// <summary>Finds whom a notice is for, as the registry and the settings are now.</summary>
public sealed class NoticeRecipients(RegistryCache registry, NoticeSettings settings, IEnumerable<INoticeChannel> channels)
{
    private readonly INoticeChannel[] _channels = [.. channels];

    /// <summary>The audience of a subject: a partner's watchers, or the administrators.</summary>
    public async ValueTask<NoticeAudience> OfAsync(NoticeSubject subject, CancellationToken cancel)
    {
        if (subject.PartnerId is not { } id) return new NoticeAudience(settings.Administrators, settings.Teams);
        return (await registry.GetAsync(cancel)).Partner(id) is { } partner
            ? new NoticeAudience(partner.Watchers, partner.TeamsWorkflow)
            : new NoticeAudience([], null);
    }

    /// <summary>The channels that reach somebody of an audience.</summary>
    public IReadOnlyList<INoticeChannel> ChannelsFor(NoticeAudience audience) => [.. _channels.Where(c => c.Reaches(audience))];
}
