using Hub.Domain.People;
using Hub.Formats.Pages;
using Hub.Functions.Pages;
using Hub.Functions.SignIn;

namespace Hub.Functions.Endpoints;

/// <summary>The page that tells a person who it is to the hub, how it came in and what it may do.</summary>
internal static class PersonPage
{
    private static readonly Dictionary<PersonRole, (string Name, string[] May)> Roles = new()
    {
        [PersonRole.Staff] = ("Medewerker", ["alle opdrachten zien, met hun verloop en foto's"]),
        [PersonRole.Inspector] = ("Opzichter", ["alle opdrachten zien, met hun verloop en foto's", "werk keuren dat in de steekproef valt"]),
        [PersonRole.Admin] = ("Beheerder", ["partners, contracten en het woningregister beheren", "berichten bekijken en opnieuw laten versturen"]),
        [PersonRole.Mandate] = ("Mandaathouder", ["alle opdrachten zien, met hun verloop en foto's", "besluiten over bedragen binnen uw mandaat"]),
        [PersonRole.SocialCare] = ("Sociaal beheer", ["sociale signalen lezen en afhandelen"]),
        [PersonRole.Contractor] = ("Aannemer", ["de opdrachten van uw bedrijf zien, met hun verloop en foto's"]),
    };

    private static readonly Dictionary<SignInMethod, string> Methods = new()
    {
        [SignInMethod.ThisMachine] = "zonder aanmelden, omdat u werkt op de computer waarop de hub draait",
        [SignInMethod.AppService] = "aangemeld via Azure (App Service)",
        [SignInMethod.OpenIdConnect] = "aangemeld bij uw organisatie (OpenID Connect)",
    };

    public static Page Of(SignedIn signedIn, Html signOut)
    {
        var (person, method) = signedIn;
        return new Page("Wie u bent", Html.Of($"""
            <dl>
            {Row("Naam", person.Name ?? (method is SignInMethod.ThisMachine ? "Gebruiker van deze computer" : "Niet meegestuurd"))}
            {Row("Binnengekomen", Methods[method])}
            {Row(person.Roles.Count == 1 ? "Rol" : "Rollen", string.Join(", ", person.Roles.Select(r => Roles[r].Name)))}
            {(person.Contractor is { } contractor ? Row("Bedrijf", contractor.Name) : default)}
            {(person.Mandates.Count > 0 ? Row("Mandaat als", string.Join(", ", person.Mandates)) : default)}
            </dl>
            <h2>Wat u mag</h2>
            <ul>
            {Html.Join(person.Roles.SelectMany(r => Roles[r].May).Distinct().Select(m => Html.Of($"<li>{m}</li>\n")))}</ul>
            {(method is SignInMethod.AppService ? Html.Of($"""<p><a class="button" href="/.auth/logout">Afmelden</a></p>""") : signOut)}
            """));
    }

    private static Html Row(string name, string value) => Html.Of($"<dt>{name}</dt><dd>{value}</dd>");
}
