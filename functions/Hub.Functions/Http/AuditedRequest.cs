using Hub.Application.Audit;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// What <see cref="AuditGuard"/> and the rest of a request tell each other, in its items: whether the administrator needs an entry in the audit log, whether
/// there is one, and on what the request came to be.
/// </summary>
internal static class AuditedRequest
{
    private const string Needed = "Hub.Audit.Needed";
    private const string Begun = "Hub.Audit.Begun";
    private const string Target = "Hub.Audit.Target";

    /// <summary>From here on the administrator gets no further in this request without an entry.</summary>
    public static void NeedEntry(HttpContext http) => http.Items[Needed] = true;

    /// <summary>The entry is durable.</summary>
    public static void Begin(HttpContext http, AuditEntry entry) => http.Items[Begun] = entry.Id;

    /// <summary>False where the administrator would change something that the audit log does not have.</summary>
    public static bool MayGoOn(HttpContext http) => !http.Items.ContainsKey(Needed) || http.Items.ContainsKey(Begun);

    /// <summary>Notes on what it was, where the path alone does not say so: the outcome is written with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ids">Ids, the outermost first.</param>
    public static void IsOn(HttpRequest request, params ReadOnlySpan<string> ids) => request.HttpContext.Items[Target] = string.Join('/', ids);

    /// <summary>What <see cref="IsOn"/> noted; null for nothing.</summary>
    public static string? TargetOf(HttpContext http) => http.Items.TryGetValue(Target, out var target) ? (string?)target : null;
}
