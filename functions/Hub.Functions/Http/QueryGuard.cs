using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// Refuses a query with a word that the route does not know, with one word twice, with a word that has no value, or with escapes that are no UTF-8: a
/// misspelt or empty filter must not pass for one that was not given, a misspelt or bare <c>dryRun</c> must not do what was only to be tried, and broken text
/// must not be kept as the escapes that it came in.
/// </summary>
public sealed class QueryGuard : IFunctionsWorkerMiddleware
{
    private const int LongestShown = 40;

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { Request: { Query.Count: > 0 } request }
            || FunctionMarks.Of(context.FunctionDefinition)?.Words is not { OthersPass: false } known) return next(context);
        List<ReadError> errors = [.. Undecoded(request).Concat(Errors(request, known.Names)).Take(Domain.Limits.ReportedErrors)];
        if (errors.Count == 0) return next(context);
        // In Dutch for VERA and DICO; and in VERA a 400 has no body, and so no reason.
        var format = ErrorFormat.Of(request);
        var fault = format != ErrorFormat.Problem
            ? new Fault(format == ErrorFormat.Vera ? 422 : 400, "query", "De zoekvraag klopt niet",
                $"Elk zoekwoord eenmaal en met een waarde. {Known(known.Names)} Niet goed: {string.Join(", ", errors.Select(e => e.Place))}.")
            : Fault.WrongQuery(errors);
        context.GetInvocationResult().Value = request.Refuse(fault);
        return Task.CompletedTask;
    }

    private static string Known(IReadOnlyList<string> names) => names.Count == 0 ? "Hier zijn er geen." : $"Bekend zijn {string.Join(", ", names)}.";

    private static IEnumerable<ReadError> Errors(HttpRequest request, IReadOnlyList<string> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                yield return new ReadError($"?{Shown(name)}",
                    known.Count == 0 ? "Not known here: this route has no query." : $"Not known here; known are {string.Join(", ", known)}.");
            else if (values.Count > 1)
                yield return new ReadError($"?{Shown(name)}", string.Create(CultureInfo.InvariantCulture, $"Once; it is there {values.Count} times."));
            else if (KeyText.Of(values.ToString()).Length == 0)
                yield return new ReadError($"?{Shown(name)}", "A value, as in ?word=value; leave the word out where it has none.");
        }
    }

    // What ASP.NET cannot decode it leaves in the text as it is.
    private static IEnumerable<ReadError> Undecoded(HttpRequest request) =>
        from pair in (request.QueryString.Value ?? "").TrimStart('?').Split('&')
        where !IsUtf8(pair)
        select new ReadError($"?{Shown(pair.Split('=')[0])}", "Text in UTF-8, percent-encoded.");

    private static bool IsUtf8(string escaped)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '%')
            {
                // Any byte that is a character of its own: it ends what is escaped before it.
                bytes.Add((byte)' ');
                continue;
            }
            if (i + 2 >= escaped.Length
                || !byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
            bytes.Add(value);
            i += 2;
        }
        return Utf8.IsValid(CollectionsMarshal.AsSpan(bytes));
    }

    private static string Shown(string name) => string.Concat(name.Where(c => !char.IsControl(c)).Take(LongestShown));
}
