using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Hub.Application;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>
/// Who comes in: authenticates, holds each partner to its share, and turns a broken store into an answer.
/// Every face goes through it.
/// </summary>
public sealed partial class Access(RegistryCache registry, IRegistry keys, HubOptions options, ManageKey manageKey, TimeProvider clock, ILogger<Access> logger) : IDisposable
{
    private const string ManageRole = "Ketenhub.Admin";
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    private readonly BearerTokens? _tokens = options.OAuth is { } oauth ? new BearerTokens(oauth, options.AllowPrivateEndpoints) : null;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new();
    private readonly PartitionedRateLimiter<string> _shares = PartitionedRateLimiter.Create<string, string>(partner =>
        RateLimitPartition.GetTokenBucketLimiter(partner, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60),
            ReplenishmentPeriod = options.RequestsPerMinute >= 60 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1) / options.RequestsPerMinute,
            QueueLimit = 0,
        }));

    /// <summary>Lets partners in.</summary>
    public Task<IResult> PartnerAsync(HttpRequest request, ErrorFormat style, Func<Partner, Task<IResult>> enter) => GuardAsync(request, style, async cancel =>
    {
        if (await PartnerOfAsync(request, cancel) is not { } partner) return style.Answer(request, Fault.Unauthorized);
        return Stopped(request, style, partner) ?? await enter(partner);
    });

    /// <summary>Lets the administrator in.</summary>
    public Task<IResult> ManagerAsync(HttpRequest request, Func<Task<IResult>> enter) => GuardAsync(request, ErrorFormat.Problem, async cancel =>
        await IsManagerAsync(request, cancel) ? await enter() : ErrorFormat.Problem.Answer(request, Fault.NotManager));

    /// <summary>Lets partners and the administrator in.</summary>
    public Task<IResult> CallerAsync(HttpRequest request, Func<Caller, Task<IResult>> enter) => GuardAsync(request, ErrorFormat.Problem, async cancel =>
    {
        if (await IsManagerAsync(request, cancel)) return await enter(Caller.Manager);
        if (await PartnerOfAsync(request, cancel) is not { } partner) return ErrorFormat.Problem.Answer(request, Fault.Unauthorized);
        return Stopped(request, ErrorFormat.Problem, partner) ?? await enter(new Caller(partner));
    });

    /// <summary>Lets anybody in, for what shows its own right to be answered.</summary>
    public Task<IResult> AnybodyAsync(HttpRequest request, ErrorFormat style, Func<Task<IResult>> enter) => GuardAsync(request, style, _ => enter());

    /// <inheritdoc/>
    public void Dispose() => _shares.Dispose();

    private async Task<IResult> GuardAsync(HttpRequest request, ErrorFormat style, Func<CancellationToken, Task<IResult>> serve)
    {
        try
        {
            return await serve(request.HttpContext.RequestAborted);
        }
        catch (StoreException e)
        {
            LogStore(e, request.Method, request.Path);
            return style.Answer(request, new Fault(503, "store-unavailable", "The hub cannot store now",
                "Not everything may be stored. Send the same message again later: nothing happens twice.") { RetryAfter = 10 });
        }
        catch (UploadQuotaException e)
        {
            LogShare(e.Sender, request.Method, request.Path);
            return style.Answer(request, new Fault(429, "too-much-at-once", "Too much at once",
                "Too many large bodies of yours come in slowly at the same time. Send the same again when others of them have ended.") { RetryAfter = 10 });
        }
    }

    private IResult? Stopped(HttpRequest request, ErrorFormat style, Partner partner)
    {
        if (!partner.Enabled)
            return style.Answer(request, new Fault(403, "partner-disabled", "Partner disabled", "The hub's administrator has disabled this partner."));
        using var share = _shares.AttemptAcquire(partner.Id);
        if (share.IsAcquired) return null;
        var wait = share.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
        return style.Answer(request, new Fault(429, "too-many-requests", "Too many requests",
            $"A partner may make {options.RequestsPerMinute} requests a minute.") { RetryAfter = Math.Max(1, wait) });
    }

    private async Task<bool> IsManagerAsync(HttpRequest request, CancellationToken cancel)
    {
        if (Key(request) is { } key) return ApiKey.Same(key, manageKey.Value);
        return await ClaimsAsync(request, cancel) is { } claims && claims.Roles.Contains(ManageRole);
    }

    private async Task<Partner?> PartnerOfAsync(HttpRequest request, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        if (Key(request) is { } text)
        {
            if (ApiKey.Check(text, snapshot) is not { } key) return null;
            await NoteUseAsync(key, cancel);
            return snapshot.Partner(key.PartnerId);
        }
        return await ClaimsAsync(request, cancel) is { AppId: { } app } ? snapshot.PartnerOfApp(app) : null;
    }

    private async Task NoteUseAsync(PartnerKey key, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_used.TryGetValue(key.Id, out var noted) && now - noted < UseIsNoted) return;
        _used[key.Id] = now;
        await keys.RecordUseAsync(key.Id, now, cancel);
    }

    private async Task<TokenClaims?> ClaimsAsync(HttpRequest request, CancellationToken cancel)
    {
        const string Scheme = "Bearer ";
        if (_tokens is null || request.Headers.Authorization.ToString() is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            return await _tokens.CheckAsync(header[Scheme.Length..].Trim(), cancel);
        }
        catch (InvalidOperationException e)
        {
            // The issuer cannot be reached: nobody can be known by a token now, which is a 401 and not a broken hub.
            LogIssuer(e);
            return null;
        }
    }

    private static string? Key(HttpRequest request) => request.Headers["X-API-KEY"].ToString() is { Length: > 0 } key ? key : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path}: a store failed")]
    private partial void LogStore(Exception e, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner} has too much on its way at once: {Method} {Path}")]
    private partial void LogShare(string partner, string method, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The token issuer's keys cannot be read")]
    private partial void LogIssuer(Exception e);
}
