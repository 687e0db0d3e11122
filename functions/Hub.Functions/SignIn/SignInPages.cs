using Hub.Domain.People;
using Hub.Formats.Pages;
using Hub.Functions.Pages;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.SignIn;

/// <summary>Pages for those who are not let in: why, and what to do.</summary>
internal static class SignInPages
{
    private static readonly Dictionary<PersonRefusal, string> Words = new()
    {
        [PersonRefusal.ForeignTenant] =
            "U bent aangemeld met een account van een andere organisatie. Meld u aan met het account waarmee u bij deze corporatie bekend bent.",
        [PersonRefusal.NoRole] = "U bent aangemeld, maar u hebt in Ketenhub nog geen rol. Vraag de beheerder om een rol voor u.",
        [PersonRefusal.ConflictingRoles] =
            "U hebt een rol bij de corporatie en ook de rol van aannemer. Dat gaat niet samen. Vraag de beheerder om een van de twee weg te halen.",
        [PersonRefusal.NoContractor] =
            "U hebt de rol van aannemer, maar Ketenhub weet niet voor welk bedrijf u werkt. Vraag de beheerder om u of uw groep bij uw bedrijf te zetten.",
        [PersonRefusal.GroupsLeftOut] =
            "U bent lid van zo veel groepen dat uw organisatie ze niet meestuurt. Ketenhub kan daardoor niet zien voor welk bedrijf u werkt. "
            + "Vraag de beheerder om u zelf, met uw object-id, bij uw bedrijf te zetten, of om alleen de groepen van Ketenhub mee te sturen.",
        [PersonRefusal.TwoContractors] =
            "U staat in Ketenhub bij twee bedrijven. Daardoor is niet te zeggen welke opdrachten u mag zien. "
            + "Vraag de beheerder om u bij één bedrijf te zetten.",
        [PersonRefusal.ContractorDisabled] = "Uw bedrijf is in Ketenhub uitgeschakeld. Vraag de beheerder waarom.",
    };

    private static readonly Dictionary<NotLoopback, string> Reasons = new()
    {
        [NotLoopback.PublicUrl] = "Deze hub is bedoeld om ook van buiten bereikbaar te zijn.",
        [NotLoopback.Remote] = "U vraagt deze pagina op vanaf een andere computer dan die waarop de hub draait.",
        [NotLoopback.Host] = "U hebt deze pagina geopend onder een andere naam dan localhost of 127.0.0.1.",
        [NotLoopback.Forwarded] = "Uw verzoek is doorgegeven door een tussenstation (proxy).",
        [NotLoopback.Protocol] = "Uw verzoek kwam via HTTP/1.0. Zo vraagt geen browser, maar wel een tussenstation (proxy).",
    };

    /// <summary>App Service sent something that is no principal.</summary>
    public static readonly Page Unreadable = new("Geen toegang",
        Html.Of($"<p>Ketenhub kan niet lezen wie u bent. Sluit de browser en meld u opnieuw aan. Gebeurt het weer? Meld het dan bij de beheerder.</p>"), 403);

    /// <summary>The issuer does not answer.</summary>
    public static readonly Page IssuerAway = new("Aanmelden lukt nu niet",
        Html.Of($"<p>De dienst waarbij u zich aanmeldt, geeft geen antwoord. Probeer het over een paar minuten opnieuw.</p>"), 503);

    /// <summary>A sign-in that broke off, or that nobody here began.</summary>
    public static Page Failed(PathString root) => new("Aanmelden is niet gelukt", Html.Of($"""
        <p>De aanmelding is afgebroken, duurde te lang of hoort niet bij deze browser.</p>
        <p><a class="button" href="{root}{PeopleAccess.Path}">Opnieuw aanmelden</a></p>
        """), 403);

    /// <summary>A form that did not come from a page of the hub, or from one that is too old.</summary>
    public static Page ForeignForm(PathString root) => new("Er is niets veranderd", Html.Of($"""
        <p>Dit verzoek kwam niet van een pagina van Ketenhub, of die pagina was te oud.</p>
        <p><a class="button" href="{root}{PeopleAccess.Path}">Naar het begin</a></p>
        """), 400);

    /// <summary>One must sign in first, and this request cannot be sent on to do so.</summary>
    public static Page SignInFirst(PathString root) => new("Meld u eerst aan", Html.Of($"""
        <p>U bent niet of niet meer aangemeld. Er is niets veranderd.</p>
        <p><a class="button" href="{root}{PeopleAccess.Path}">Aanmelden</a></p>
        """), 401);

    /// <summary>The page after signing out.</summary>
    /// <param name="elsewhere">Where one signs out of the organisation's account too; null where there is no such page.</param>
    public static Page SignedOut(string? elsewhere) => new("U bent afgemeld", Html.Of($"""
        <p>U bent afgemeld bij Ketenhub.{(elsewhere is null ? default : Html.Of($" Bij uw organisatie bent u misschien nog aangemeld."))}</p>
        {(elsewhere is null ? default : Html.Of($"""<p><a href="{elsewhere}">Ook afmelden bij uw organisatie</a></p>"""))}
        """));

    /// <summary>Nobody can sign in here.</summary>
    public static Page NotSet(NotLoopback why) => new("Geen toegang", Html.Of($"""
        <p>{Reasons[why]} Daarom moet u zich aanmelden, en dat is hier nog niet ingesteld.</p>
        <h2>Voor de beheerder</h2>
        <p>Zet deze instellingen en start de hub opnieuw:</p>
        <ul>
        <li><code>Hub:PublicUrl</code>: het adres waaronder de hub bereikbaar is, met https</li>
        <li><code>Hub:SignIn:Authority</code>, <code>Hub:SignIn:ClientId</code> en <code>Hub:SignIn:ClientSecret</code>:
          waar mensen zich aanmelden (OpenID Connect)</li>
        </ul>
        <p>In Azure: zet App Service-authenticatie aan voor <code>/dashboard</code>, en <code>Hub:SignIn:Tenants</code> op uw eigen organisatie.</p>
        <p>Werkt u op de computer van de hub zelf, zonder <code>Hub:PublicUrl</code>? Open dan
        <code>http://localhost</code> met de poort van de hub, zonder proxy.</p>
        """), 403);

    /// <summary>The link by which one signs out where App Service signs people in.</summary>
    public static readonly Html SignOutOfAppService = Html.Of($"""
        <p><a class="button" href="/.auth/logout">Afmelden</a></p>
        """);

    /// <summary>Somebody who is known to the organisation and not let in.</summary>
    /// <param name="why">Why.</param>
    /// <param name="signOut">The form or link by which one signs out, to come back as somebody else.</param>
    public static Page Refused(PersonRefusal why, Html signOut) => new("Geen toegang", Html.Of($"<p>{Words[why]}</p>\n{signOut}"), 403);
}
