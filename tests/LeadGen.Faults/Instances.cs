using System.Collections.Concurrent;
using System.Net;
using LeadGen.Testing;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>Two instances of the app on one Postgres.</summary>
internal static class Instances
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(70);
    private const int Rounds = 6;

    public static readonly Fault[] All =
    [
        new(
            "F19",
            $"one of two instances is frozen (SIGSTOP) for {Frozen.TotalSeconds:N0} s amid posts, longer than its locks and leases last, and goes on",
            FreezeAsync
        ),
        new(
            "F21",
            $"two instances are stopped (SIGTERM) and replaced in turn, {Rounds} times, while eight visitors fill forms through a proxy's rules",
            RollAsync
        ),
    ];

    private static async Task<string> FreezeAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var one = await rig.AppAsync();
        using var two = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var atOne = rig.Ledger.VisitAsync(one.Address, new TaskCompletionSource(), stop.Token);
        var atTwo = rig.Ledger.VisitAsync(two.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, atTwo);
        await one.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var during = rig.Ledger.Acknowledged;
        await Task.Delay(Frozen);
        during = rig.Ledger.Acknowledged - during;
        Assert.True(during > 100, "The other instance did not go on.");
        await one.ThawAsync();
        await rig.UntilMoreAsync(100, atOne);
        await stop.CancelAsync();
        await Task.WhenAll(atOne, atTwo);
        return $"{await rig.HoldsAsync()}; the other took {during:N0} meanwhile";
    }

    private static async Task<string> RollAsync()
    {
        await using var rig = await Rig.StartAsync();
        var apps = new ConcurrentDictionary<int, AppProcess> { [0] = await rig.AppAsync(), [1] = await rig.AppAsync() };
        try
        {
            using var stop = new CancellationTokenSource();
            var proxy = new Proxy(() => [.. apps.OrderBy(app => app.Key).Select(app => app.Value.Address)]);
            var visits = Task.WhenAll(
                Enumerable.Range(0, 8).Select(visitor => VisitorAsync(rig, proxy, visitor, stop.Token))
            );
            for (var round = 0; round < Rounds; round++)
            {
                var old = apps[round % 2];
                await rig.UntilMoreAsync(50, visits);
                await old.StopAsync();
                apps[round % 2] = await rig.AppAsync();
                old.Dispose();
            }

            await rig.UntilMoreAsync(50, visits);
            await stop.CancelAsync();
            await visits;
            return $"{await rig.HoldsAsync()}; {proxy.Asked:N0} requests, 0 failed, {proxy.Moved} of them were given to the other instance";
        }
        finally
        {
            foreach (var app in apps.Values)
            {
                app.Dispose();
            }
        }
    }

    private static async Task VisitorAsync(Rig rig, Proxy proxy, int visitor, CancellationToken stop)
    {
        using var http = new HttpClient(proxy, disposeHandler: false) { BaseAddress = new Uri("http://leads.example") };
        for (var form = 0; !stop.IsCancellationRequested; form++)
        {
            Assert.True(
                await rig.Ledger.SendAsync(http, await rig.Ledger.FillAsync(http, $"roll{visitor}-{form}")),
                "A visitor was asked to wait."
            );
        }
    }

    /// <summary>What nginx of docs/production.md does: an instance whose connection fails is left out for two seconds, and the other is asked.</summary>
    private sealed class Proxy(Func<IReadOnlyList<Uri>> instances) : HttpMessageHandler
    {
        private static readonly TimeSpan LeftOut = TimeSpan.FromSeconds(2);
        private readonly HttpMessageInvoker _to = new(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        );
        private readonly ConcurrentDictionary<Uri, long> _failedAt = new();
        private int _next;
        private int _asked;
        private int _moved;

        public int Asked => _asked;
        public int Moved => _moved;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Interlocked.Increment(ref _asked);
            var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var turn = Interlocked.Increment(ref _next);
            var order = instances()
                .OrderBy(address => IsLeftOut(address) ? 1 : 0)
                .ThenBy(address => (address.Port + turn) % 2)
                .ToList();
            foreach (var address in order)
            {
                try
                {
                    return await _to.SendAsync(Copy(request, address, body), cancellationToken);
                }
                catch (HttpRequestException) when (address != order[^1])
                {
                    _failedAt[address] = Environment.TickCount64;
                    Interlocked.Increment(ref _moved);
                }
            }

            throw new InvalidOperationException("There is no instance.");
        }

        private bool IsLeftOut(Uri address) =>
            _failedAt.TryGetValue(address, out var at) && Environment.TickCount64 - at < LeftOut.TotalMilliseconds;

        private static HttpRequestMessage Copy(HttpRequestMessage request, Uri address, byte[]? body)
        {
            var copy = new HttpRequestMessage(request.Method, new Uri(address, request.RequestUri!.PathAndQuery));
            if (body is not null)
            {
                copy.Content = new ByteArrayContent(body);
                copy.Content.Headers.ContentType = request.Content!.Headers.ContentType;
            }

            return copy;
        }
    }
}
