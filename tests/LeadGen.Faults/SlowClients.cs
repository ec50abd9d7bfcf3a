using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>Those who hold connections and say next to nothing on them, or more than anybody may.</summary>
internal static class SlowClients
{
    private static readonly int Each = FormLedger.Times("LEADGEN_SLOW", usual: 500);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>A form that takes longer is the result.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private const int Visitors = 4;
    private const int Large = 10;

    /// <summary>More than what lies between the app and whoever reads nothing can hold.</summary>
    private const int Pages = 40;
    private const int SmallWindow = 4096;

    private const string Get = "GET /offers/faults HTTP/1.1\r\nHost: localhost\r\n";
    private const string Post =
        "POST /offers/faults HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";

    public static readonly Fault[] All =
    [
        new(
            "F25",
            $"{Each} connections whose head comes line by line, {Each} whose form comes byte by byte, {Each} that say nothing, {Each} that ask for pages and do not read them and {Large} that send 30 MB, for {Lasts.TotalSeconds:N0} s while {Visitors} visitors fill forms",
            CrowdAsync
        ),
    ];

    private static async Task<string> CrowdAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var crowd = new Crowd(app.Address, stop.Token);
        var pages = string.Concat(Enumerable.Repeat(Get + "\r\n", Pages));
        var all = Task.WhenAll(
            crowd.ComeAsync(Each, Get, "X-Slow: 1\r\n", Pause),
            crowd.ComeAsync(Each, Post + "60000\r\n\r\n", "a", Pause),
            crowd.ComeAsync(Each, "", "", Pause),
            crowd.ComeAsync(Each, pages, "", Pause),
            crowd.ComeAsync(Large, Post + "30000000\r\n\r\n", new string('a', 65_536), TimeSpan.FromMilliseconds(20))
        );
        await Task.Delay(Pause);
        var took = new Durations();
        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => VisitAsync(rig, app.Address, took)));
        var open = crowd.Open;
        await stop.CancelAsync();
        await all;
        Assert.True(took.At(99) < TimeSpan.FromSeconds(1), $"Forms took {took}.");
        Assert.Equal(0, rig.Ledger.PutOff);
        return $"{await rig.HoldsAsync()}; {took.Count:N0} forms: {took}; {open:N0} connections stood open, {crowd.Ended:N0} were ended by the app";
    }

    private static async Task VisitAsync(Rig rig, Uri address, Durations took)
    {
        using var http = FormLedger.Browser(address);
        for (var since = Stopwatch.StartNew(); since.Elapsed < Lasts; await Task.Delay(20))
        {
            var one = Stopwatch.StartNew();
            await SendAsync(rig, http).WaitAsync(Longest);
            took.Add(one.Elapsed);
        }
    }

    private static async Task SendAsync(Rig rig, HttpClient http)
    {
        var form = await rig.Ledger.FillAsync(http);
        Assert.True(await rig.Ledger.SendAsync(http, form));
    }

    /// <summary>Whoever is sent away comes again after a pause: it is about connections that are held, not about many that are made.</summary>
    private sealed class Crowd(Uri address, CancellationToken stop)
    {
        private int _open;
        private int _ended;

        public int Open => _open;
        public int Ended => _ended;

        public Task ComeAsync(int count, string first, string then, TimeSpan pause) =>
            Task.WhenAll(
                Enumerable
                    .Range(0, count)
                    .Select(_ => StayAsync(Encoding.ASCII.GetBytes(first), Encoding.ASCII.GetBytes(then), pause))
            );

        private async Task StayAsync(byte[] first, byte[] then, TimeSpan pause)
        {
            await Task.Yield();
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref _open);
                try
                {
                    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.ReceiveBufferSize = SmallWindow;
                    await socket.ConnectAsync(address.Host, address.Port, stop);
                    await SayAsync(socket, first, then, pause);
                }
                catch (SocketException)
                {
                    Interlocked.Increment(ref _ended);
                    await Task.Delay(Pause, CancellationToken.None);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                finally
                {
                    Interlocked.Decrement(ref _open);
                }
            }
        }

        private async Task SayAsync(Socket socket, byte[] first, byte[] then, TimeSpan pause)
        {
            await socket.SendAsync(first, stop);
            while (true)
            {
                await Task.Delay(pause, stop);
                if (then.Length > 0)
                {
                    await socket.SendAsync(then, stop);
                }
                else if (
                    socket.Poll(0, SelectMode.SelectError)
                    || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0)
                )
                {
                    throw new SocketException((int)SocketError.ConnectionReset);
                }
            }
        }
    }
}
