using Hub.Worker.Tests.Support;

namespace Hub.Worker.Tests;

/// <summary>The hub on the genuine Functions worker.</summary>
[Collection(WorkerCollection.Name)]
public sealed class Starting(WorkerFixture hub)
{
    [Fact]
    public async Task It_starts_and_answers_that_it_lives()
    {
        using var http = new HttpClient { BaseAddress = hub.Host.Address };
        using var answer = await http.GetAsync(new Uri("/api/health/live", UriKind.Relative));
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
