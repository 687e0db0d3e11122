using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.AzureStandIn;

/// <summary>
/// Azurite, the emulator of Blob Storage, in its own process: on loopback, over HTTPS, in memory, with a generated key. It ends with the test run, also where
/// that is killed. It does not support immutability, soft delete or versions.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    // It exits when its standard input closes: also where the test run is killed.
    private const string ExitsWithItsParent = "process.stdin.resume(); process.stdin.on('end', () => process.exit()); require(process.argv[1]);";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-azurite-").FullName;
    private readonly X509Certificate2 _certificate;
    private Process? _process;

    private Azurite(string account, X509Certificate2 certificate) => (Account, _certificate) = (account, certificate);

    /// <summary>Name of the account.</summary>
    public string Account { get; }

    /// <summary>Key of the account.</summary>
    public string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));

    /// <summary>The address of the account, by the address of this machine.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Is told each request, as a line of a web server's common log format; null where nobody counts.</summary>
    public Action<string>? Served { get; set; }

    /// <summary>Its port.</summary>
    public int Port => Address.Port;

    /// <summary>Starts it.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="certificate">Its certificate, with an ECDSA key; it stays the caller's.</param>
    public static async Task<Azurite> StartAsync(string account, X509Certificate2 certificate)
    {
        var azurite = new Azurite(account, certificate);
        try
        {
            await azurite.StartAsync();
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>An HTTP handler that trusts only this server's certificate.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, seen, _, _) => seen?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    /// <summary>Stops the server.</summary>
    public async Task StopAsync()
    {
        if (_process is null or { HasExited: true }) return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var certificate = Path.Combine(_folder, "certificate.pem");
        var key = Path.Combine(_folder, "key.pem");
        using (var secret = _certificate.GetECDsaPrivateKey()!) await File.WriteAllTextAsync(key, secret.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(certificate, _certificate.ExportCertificatePem());
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{Key}" },
            ArgumentList =
            {
                "-e", ExitsWithItsParent, Script(), "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry",
                "--skipApiVersionCheck",
                "--oauth", "basic", "--cert", certificate, "--key", key,
            },
        };
        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            const string Ready = "successfully listens on ";
            if (line.IndexOf(Ready, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            Address = new Uri($"{line[(at + Ready.Length)..].Trim()}/{Account}");
            // The rest of its output is read to its end: a full pipe would block it.
            _ = PassOnAsync(_process.StandardOutput);
            return;
        }
        throw new InvalidOperationException("Azurite ended before it listened.");
    }

    private async Task PassOnAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line) Served?.Invoke(line);
    }

    private static string Script([CallerFilePath] string from = "")
    {
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, ".."));
        var script = Path.Combine(tests, ".azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        return File.Exists(script) ? script
            : throw new InvalidOperationException("Azurite is not installed. tests/run.sh installs it, or: npm install --prefix tests/.azurite azurite@3.37.0");
    }
}
