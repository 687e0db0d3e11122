using System.Net;
using Hub.Testing;
using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime.Tests;

/// <summary>What middleware may do around an HTTP function, as in the genuine worker.</summary>
public sealed class Middleware : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Probe<string> _seen = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_exception_of_a_function_becomes_the_answer_that_middleware_sets()
    {
        await using var app = await StartAsync();
        using var response = await app.Http.GetAsync("/throws");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Throws: full", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_goes_through_middleware_unchanged()
    {
        await using var app = await StartAsync();

        Assert.Equal("fine", await app.Http.GetStringAsync("/works"));
    }

    [Fact]
    public async Task What_was_added_first_is_the_outermost()
    {
        await using var app = await StartAsync();
        await app.Http.GetStringAsync("/works");

        Assert.Equal(["outer", "inner", "function"], [await _seen.NextAsync(), await _seen.NextAsync(), await _seen.NextAsync()]);
    }

    private Task<RunningApp> StartAsync() =>
        new TestApp(_folder).Functions<Functions>().Service(_seen).Middleware<Outer>().Middleware<Inner>().StartAsync();

    private sealed class Outer(Probe<string> seen) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            seen.Report("outer");
            try
            {
                await next(context);
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = Results.Text($"{context.FunctionDefinition.Name}: {e.Message}", statusCode: 503);
            }
        }
    }

    private sealed class Inner(Probe<string> seen) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            seen.Report("inner");
            return next(context);
        }
    }

    private sealed class Functions(Probe<string> seen)
    {
        [Function("Throws")]
        public static IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
            throw new InvalidOperationException("full");

        [Function("Works")]
        public IResult Work([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "works")] HttpRequest request)
        {
            seen.Report("function");
            return Results.Text("fine");
        }
    }
}
