using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http;

/// <summary>Says who asks: by an API key, or by a bearer token of the configured issuer. Each partner is also held to its request rate.</summary>
public sealed partial class Access(
    RegistryCache registry, IRegistry keys, HubOptions options, ManageKeySource manageKey, RequestRates rates, CallsAtOnce calls, KeyUse use,
    ReaderAccess readers, ILogger<Access> logger)
{
    private const string ManageRole = "Ketenhub.Admin";
    private const string Bearer = "Bearer ";
    private static readonly Fault TooManyAtOnce = new(429, "too-many-at-once", "Too many calls at once",
        $"A partner may make {CallsAtOnce.Most} calls at the same time: wait for answers.") { RetryAfter = 1 };

    private readonly BearerTokens? _tokens = options.OAuth is { } oauth ? new BearerTokens(oauth, options.AllowPrivateEndpoints) : null;

    /// <summary>
    /// The partner that asks. A request of anybody else, of a disabled partner, above the partner's rate, or while too many of its calls run, ends here.
    /// </summary>
    public Task<ValueOrAnswer<Partner>> PartnerAsync(HttpRequest request) => PartnerAsync(request, Fault.Unauthorized);

    private async Task<ValueOrAnswer<Partner>> PartnerAsync(HttpRequest request, Fault unknown)
    {
        if (await FindPartnerAsync(request, request.HttpContext.RequestAborted) is not { } partner)
            return ValueOrAnswer<Partner>.End(request.Refuse(await IsReaderAsync(request) ? ReaderAccess.OnlyReads : unknown));
        if (!partner.Enabled)
            return ValueOrAnswer<Partner>.End(
                request.Refuse(new Fault(403, "partner-disabled", "Partner disabled", "The hub's administrator has disabled this partner.")));
        return Enter(request, partner.Id) is { } tooMany ? ValueOrAnswer<Partner>.End(tooMany) : ValueOrAnswer<Partner>.Of(partner);
    }

    /// <summary>Null where the administrator asks; else the answer with which the request ends.</summary>
    public async Task<IResult?> ManagerAsync(HttpRequest request) =>
        await IsAdministratorAsync(request) ? null : request.Refuse(Fault.NotManager);

    /// <summary>
    /// Whether the administrator asks, where nobody need say who asks; a key or token that is nobody's ends here, for its sender means to be known.
    /// </summary>
    public async Task<ValueOrAnswer<bool>> IsManagerAsync(HttpRequest request)
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await IsAdministratorAsync(request)) return ValueOrAnswer<bool>.Of(true);
        return (Key(request) is not null || IsBearer(request)) && await FindPartnerAsync(request, cancel) is null && !await IsReaderAsync(request)
            ? ValueOrAnswer<bool>.End(request.Refuse(Fault.NotManager))
            : ValueOrAnswer<bool>.Of(false);
    }

    /// <summary>The administrator or partner that asks; any other request ends as in <see cref="PartnerAsync(HttpRequest)"/>.</summary>
    public Task<ValueOrAnswer<Viewer>> ViewerAsync(HttpRequest request) => ViewerAsync(request, Fault.Unauthorized);

    private async Task<ValueOrAnswer<Viewer>> ViewerAsync(HttpRequest request, Fault unknown)
    {
        if (await IsAdministratorAsync(request)) return ValueOrAnswer<Viewer>.Of(Viewer.Administrator);
        return (await PartnerAsync(request, unknown)).Ends(out var answer, out var partner)
            ? ValueOrAnswer<Viewer>.End(answer)
            : ValueOrAnswer<Viewer>.Of(new Viewer(partner));
    }

    /// <summary>
    /// As which administrator somebody asks; null for anybody else. A request has one verdict, its first: an issuer that comes back, or a key that is taken
    /// away, between two looks cannot make it the administrator's for the one and nobody's for the other.
    /// </summary>
    public async Task<AuditActor?> AdministratorAsync(HttpRequest request) =>
        await OnceAsync(request, "Hub.Access.Administrator", () => FindAdministratorAsync(request));

    private async Task<AuditActor?> FindAdministratorAsync(HttpRequest request)
    {
        if (Key(request) is { } key) return await IsManageKeyAsync(key, request.HttpContext.RequestAborted) ? new AuditActor(AuditActorKind.ManageKey) : null;
        if (await ClaimsAsync(request, request.HttpContext.RequestAborted) is not { } claims || !claims.Roles.Contains(ManageRole)) return null;
        return claims.Person is { } person ? new AuditActor(AuditActorKind.Person, person)
            : claims.IsApplication ? new AuditActor(AuditActorKind.Application, claims.AppId)
            : new AuditActor(AuditActorKind.Token, $"{claims.AppId}/{claims.Subject}");
    }

    private static async Task<T?> OnceAsync<T>(HttpRequest request, string name, Func<Task<T?>> find) where T : class
    {
        var items = request.HttpContext.Items;
        if (items.TryGetValue(name, out var found)) return (T?)found;
        var value = await find();
        items[name] = value;
        return value;
    }

    // The keys of others are told by their first letters: they do not wait for a vault that is away.
    private async Task<bool> IsManageKeyAsync(string text, CancellationToken cancel) =>
        !ApiKey.IsOfOthers(text) && await manageKey.FindAsync(cancel) is { } key && ApiKey.Same(text, key.Value);

    // Without its entry in the audit log nothing is the administrator's to change.
    private async Task<bool> IsAdministratorAsync(HttpRequest request) =>
        await AdministratorAsync(request) is not null && AuditedRequest.MayGoOn(request.HttpContext);

    /// <summary>
    /// Whoever may read orders: as <see cref="ViewerAsync(HttpRequest)"/>, and keys that may only read. To be asked by routes alone that give nothing else.
    /// </summary>
    public async Task<ValueOrAnswer<Viewer>> ReaderAsync(HttpRequest request)
    {
        var found = ReaderAccess.IsAsked(request) ? await FindReaderAsync(request) : await ViewerAsync(request, Fault.UnauthorizedReader);
        // Some programs send a name and a password only where they are asked for them.
        var headers = request.HttpContext.Response.Headers;
        if (headers.WWWAuthenticate.Count == 1) headers.Append(HeaderNames.WWWAuthenticate, "Basic realm=\"Ketenhub\", charset=\"UTF-8\"");
        return found;
    }

    private async Task<ValueOrAnswer<Viewer>> FindReaderAsync(HttpRequest request)
    {
        if (readers.Take(request) is { } tooManyUnknown) return ValueOrAnswer<Viewer>.End(request.Refuse(tooManyUnknown));
        if (await readers.FindAsync(request) is not var (_, viewer)) return ValueOrAnswer<Viewer>.End(request.Refuse(Fault.UnauthorizedReader));
        return Enter(request, viewer.Asker) is { } tooMany ? ValueOrAnswer<Viewer>.End(tooMany) : ValueOrAnswer<Viewer>.Of(viewer);
    }

    private async Task<bool> IsReaderAsync(HttpRequest request) =>
        ReaderAccess.IsAsked(request) && readers.Take(request) is null && await readers.FindAsync(request) is not null;

    // Above the rate, or while too many calls of the same asker run, the request ends.
    private IResult? Enter(HttpRequest request, string asker)
    {
        if (rates.Take(asker) is { } tooMany) return request.Refuse(tooMany);
        if (calls.TryEnter(asker) is not { } call) return request.Refuse(TooManyAtOnce);
        request.HttpContext.Response.RegisterForDispose(call);
        return null;
    }

    private async Task<Partner?> FindPartnerAsync(HttpRequest request, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        if (Key(request) is { } text)
        {
            if (ApiKey.Check(text, snapshot) is not { } key) return null;
            await use.RecordAsync(key.Id, $"partner {key.PartnerId}", keys.RecordUseAsync, cancel);
            return snapshot.Partner(key.PartnerId);
        }
        // An application's own token alone: whoever signs in at a partner's application is not the partner.
        return await ClaimsAsync(request, cancel) is { AppId: { } app, Person: null } ? snapshot.PartnerOfApp(app) : null;
    }

    private Task<TokenClaims?> ClaimsAsync(HttpRequest request, CancellationToken cancel) =>
        OnceAsync(request, "Hub.Access.Claims", () => CheckTokenAsync(request, cancel));

    private async Task<TokenClaims?> CheckTokenAsync(HttpRequest request, CancellationToken cancel)
    {
        if (_tokens is null || !IsBearer(request)) return null;
        try
        {
            return await _tokens.CheckAsync(request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), cancel);
        }
        catch (InvalidOperationException e)
        {
            // The issuer cannot be reached, so no token can be checked now: that is a 401, and not a failure of the hub.
            LogIssuer(e);
            return null;
        }
    }

    private static bool IsBearer(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    private static string? Key(HttpRequest request) => request.Headers["X-API-KEY"].ToString() is { Length: > 0 } key ? key : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the token issuer cannot be read")]
    private partial void LogIssuer(Exception e);
}
