using System.Security.Cryptography;
using System.Text;
using Hub.Formats.Pages;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Pages;

/// <summary>
/// A page for people, in Dutch: HTML that needs nothing else, neither a script nor anything of another host. Its policy lets a browser use nothing but the
/// style that stands in it, and lets no other page show it in a frame.
/// </summary>
/// <param name="title">What the page is about.</param>
/// <param name="body">Its content.</param>
/// <param name="status">HTTP status.</param>
internal sealed class Page(string title, Html body, int status = 200) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => status;

    // Its hash stands in the policy, and a browser hashes what it reads: with line feeds alone, whatever the source was checked out with.
    private static readonly string Style = """
        :root { color-scheme: light dark; --paper: #fbfbf9; --panel: #fff; --ink: #1d2326; --soft: #59646a; --line: #dfe3e2;
          --accent: #1f6f6b; --on-accent: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #14191b; --panel: #1a2022; --ink: #e3e8e7; --soft: #9aa7a9; --line: #2e373a; --accent: #6cc2b8; --on-accent: #10201f; }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        header { border-bottom: 1px solid var(--line); background: var(--panel); }
        header p { margin: 0 auto; max-width: 44rem; padding: .8rem 1.2rem; font-weight: 650; }
        header a { color: inherit; text-decoration: none; }
        main { margin: 0 auto; max-width: 44rem; padding: 1.6rem 1.2rem 4rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .8rem; }
        h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
        ul { padding-left: 1.2rem; }
        li { margin: .3rem 0; }
        dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: .5rem 1rem; background: var(--panel); border: 1px solid var(--line);
          border-radius: 10px; padding: 1rem 1.2rem; margin: 1rem 0; }
        dt { color: var(--soft); }
        dd { margin: 0; }
        code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
        a { color: var(--accent); text-underline-offset: .15em; }
        button, .button { display: inline-block; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0;
          border-radius: 8px; padding: .65rem 1.2rem; min-height: 2.75rem; cursor: pointer; text-decoration: none; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
        @media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .8rem; } }
        """.ReplaceLineEndings("\n");

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Who one is stands on it.
        response.Headers.CacheControl = "no-store";
        var text = Encoding.UTF8.GetBytes(Html.Of($"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} - Ketenhub</title>
            <style>{new Html(Style)}</style>
            </head>
            <body>
            <header><p><a href="{httpContext.Request.PathBase}/dashboard">Ketenhub</a></p></header>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>

            """).Text.ReplaceLineEndings("\n"));
        response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(text, httpContext.RequestAborted);
    }
}
