using System.Net;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;

namespace Hub.Connectors.Tests;

public sealed class Allowed_addresses
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void This_address_is_not_public(string address) => Assert.False(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:400e::1")]
    public void This_address_is_public(string address) => Assert.True(AddressRules.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://localhost/")]
    public async Task A_private_address_is_rejected(string url)
    {
        using var fixture = new ConnectorFixture(new ConnectorOptions());
        var failed = await fixture.FailAsync(ConnectorFixture.Partner(new Uri(url)));
        Assert.Equal((FailureKind.NotAllowed, null), (failed.Kind, failed.Status));
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_rejected()
    {
        using var fixture = new ConnectorFixture(new ConnectorOptions(),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback]));
        Assert.Equal(FailureKind.NotAllowed, (await fixture.FailAsync(ConnectorFixture.Partner(new Uri("https://partner.example/")))).Kind);
    }

    [Fact]
    public async Task Plain_http_is_rejected()
    {
        using var fixture = new ConnectorFixture(new ConnectorOptions());
        Assert.Equal(FailureKind.NotAllowed, (await fixture.FailAsync(ConnectorFixture.Partner(new Uri("http://partner.example/")))).Kind);
    }

    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection_and_that_address_is_called()
    {
        await using var partner = await StandIn.StartAsync(200);
        var asked = 0;
        using var fixture = new ConnectorFixture(
            resolve: (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Broadcast]));
        var result = await fixture.SendAsync(ConnectorFixture.Partner(new Uri($"http://partner.example:{partner.Url.Port}/")));
        Assert.Equal((new SendResult.Delivered(200), 1), (result, asked));
    }

    [Fact]
    public async Task If_an_address_does_not_answer_the_next_is_tried()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture(resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        Assert.Equal(
            new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(new Uri($"http://partner.example:{partner.Url.Port}/"))));
    }

    [Theory]
    [InlineData("ftp://partner.example/")]
    [InlineData("file:///tmp/x")]
    public async Task Another_scheme_is_a_misconfiguration(string url)
    {
        using var fixture = new ConnectorFixture();
        Assert.Equal(FailureKind.Misconfigured, (await fixture.FailAsync(ConnectorFixture.Partner(new Uri(url)))).Kind);
    }
}
