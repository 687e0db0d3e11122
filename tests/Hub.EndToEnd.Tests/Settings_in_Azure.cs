using System.Text.Json;
using Hub.AzureStandIn;
using Hub.EndToEnd.Tests.Support;
using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests;

/// <summary>What a hub in Azure does by settings that others do not have: no mailbox, but Application Insights.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
public sealed class Settings_in_Azure(Settings_in_Azure.EndedHub hub) : IClassFixture<Settings_in_Azure.EndedHub>
{
    [Fact]
    public void Without_a_mailbox_it_starts_and_says_that_no_mail_is_sent()
    {
        var notices = hub.Health.GetProperty("dependencies").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "notices");
        // Nobody is to be told: so nothing is wrong.
        Assert.Equal(
            ("ok", "No mail is sent: the setting Graph:mailbox is missing"),
            (notices.GetProperty("state").GetString(), notices.GetProperty("detail").GetString()));
        Assert.Contains(hub.Logs, l => l.Contains("No mail is sent: the setting Graph:mailbox is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_own_metrics_reach_Application_Insights_signed_in_by_its_identity()
    {
        Assert.Equal(0, hub.Insights.Metrics["ketenhub.deliveries.oldest_pending_age"]);
        Assert.Equal(0, hub.Insights.Metrics["ketenhub.deliveries.waiting_parked"]);
        Assert.InRange(hub.Insights.Metrics["ketenhub.cosmos.ru"], 1, 10_000);
    }

    [Fact]
    public void What_the_host_measures_itself_is_not_sent_a_second_time()
    {
        Assert.All(hub.Insights.Metrics.Keys, name => Assert.Matches("^(ketenhub|resilience)\\.", name));
        Assert.DoesNotContain(hub.Insights.Items, i => (string?)i["name"] == "Request");
    }

    /// <summary>A hub that started, answered, ran its sweeps and was ended: an instance sends what it measured once a minute, and at its end.</summary>
    public sealed class EndedHub : IAsyncLifetime
    {
        private HubInAzure _hub = null!;

        internal ApplicationInsights Insights => _hub.Environment.Insights;

        internal JsonElement Health { get; private set; }

        internal IReadOnlyList<string> Logs { get; private set; } = [];

        /// <inheritdoc/>
        public async Task InitializeAsync()
        {
            _hub = await HubInAzure.StartAsync(new Dictionary<string, string>
            {
                ["Hub:ManageKey"] = HubHost.ManageKey,
                ["Graph:mailbox"] = "",
                ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ApplicationInsights.ConnectionString,
            });
            var instance = _hub.Instances[0];
            Health = (await new Caller(instance.Host.Address, HubHost.ManageKey).GetAsync("api/health/ready")).Expect(200).Json;
            Assert.Equal(new("Success", null), await instance.Host.InvokeAsync("Sweep", """{"IsPastDue":false}""", cancel: Patience.Token));
            Logs = [.. instance.Host.Logs];
            await _hub.StopAsync(instance);
        }

        /// <inheritdoc/>
        public async Task DisposeAsync() => await _hub.DisposeAsync();
    }
}
