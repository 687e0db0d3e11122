using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Hub.Bench;

/// <summary>Uploads photos concurrently and measures from the client's side.</summary>
internal static class Photos
{
    private const int AtOnce = 32;
    private const int OrderCount = 256;
    private const int Pool = 8;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<Measured> UploadAsync(TimeSpan time)
    {
        // Created before the measurement.
        var photos = new BigPhoto[Pool];
        Parallel.For(0, Pool, i => photos[i] = BigPhoto.Make(i, Disk.Photo));
        await using var hub = await HubProcess.StartAsync();
        var key = await Load.SetUpAsync(hub, Orders.Light, Load.MailboxContractor, Load.MailboxErp);
        for (var order = 0; order < OrderCount; order++)
        {
            using var request = Orders.Light.Place($"R{order}", key);
            using var answer = await hub.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
        var next = 0L;
        await PutAsync(hub, key, photos, next++);
        await Task.Delay(TimeSpan.FromSeconds(2));
        hub.ForgetPeak();
        var idle = hub.ResidentMiB;

        var failed = 0L;
        var bytes = 0L;
        var all = new List<double>[AtOnce];
        var watch = Stopwatch.StartNew();
        var warm = (Cpu: TimeSpan.MaxValue, Own: TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(c => Task.Run(async () =>
        {
            var latencies = all[c] = new List<double>(1024);
            while (watch.Elapsed < WarmUp + time)
            {
                var number = Interlocked.Increment(ref next);
                var at = Stopwatch.GetTimestamp();
                if (await PutAsync(hub, key, photos, number) is { } wrong)
                {
                    if (Interlocked.Increment(ref failed) == 1) await Console.Error.WriteLineAsync(wrong);
                    continue;
                }
                if (watch.Elapsed <= WarmUp) continue;
                if (c == 0 && warm.Cpu == TimeSpan.MaxValue) warm = (hub.Cpu, Environment.CpuUsage.TotalTime);
                latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                Interlocked.Add(ref bytes, photos[number % Pool].Length);
            }
        })));
        var elapsed = watch.Elapsed - WarmUp;
        var latencies = all.SelectMany(l => l).ToList();
        return Load.Of(latencies, elapsed) with
        {
            OrdersPerSecond = null,
            PhotosPerSecond = latencies.Count / elapsed.TotalSeconds,
            PhotoMegabytesPerSecond = bytes / 1e6 / elapsed.TotalSeconds,
            HubCpuPerPhoto = (hub.Cpu - warm.Cpu).TotalMilliseconds / Math.Max(1, latencies.Count),
            BenchCpuPerPhoto = (Environment.CpuUsage.TotalTime - warm.Own).TotalMilliseconds / Math.Max(1, latencies.Count),
            Photos = latencies.Count, Failed = failed, MemoryAtStart = idle, MemoryPeak = hub.ResidentAtMostMiB,
        };
    }

    // Null where it was accepted.
    private static async Task<string?> PutAsync(HubProcess hub, string key, BigPhoto[] photos, long number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/orders/R{number % OrderCount}/photos/P{number}?moment=after")
        {
            Content = new Pieces(photos[number % Pool].Numbered(number)), Headers = { { "X-API-KEY", key } },
        };
        using var answer = await hub.Http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Created
            ? null
            : $"The hub answered {(int)answer.StatusCode} to a photo: {await answer.Content.ReadAsStringAsync()}";
    }

    private sealed class Pieces : HttpContent
    {
        private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pieces;

        public Pieces(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
        {
            _pieces = pieces;
            Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var piece in _pieces) await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _pieces.Sum(p => (long)p.Length);
            return true;
        }
    }
}
