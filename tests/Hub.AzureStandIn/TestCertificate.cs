using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.AzureStandIn;

/// <summary>Certificates of servers of tests.</summary>
public static class TestCertificate
{
    /// <summary>A new one that signs itself, for the loopback address and some names, with an ECDSA key.</summary>
    public static X509Certificate2 For(params IEnumerable<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ketenhub", key, HashAlgorithmName.SHA256);
        var all = new SubjectAlternativeNameBuilder();
        all.AddIpAddress(IPAddress.Loopback);
        foreach (var name in names) all.AddDnsName(name);
        request.CertificateExtensions.Add(all.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
