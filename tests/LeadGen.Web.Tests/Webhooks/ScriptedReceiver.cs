using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGen.Web.Tests.Webhooks;

/// <summary>A message as the other system got it.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];
}

/// <summary>What it answers: a status line and headers, then a body; or nothing.</summary>
internal sealed record Reply(
    int Status = 204,
    string Headers = "",
    string Body = "",
    bool Cut = false,
    bool Drip = false,
    Task? After = null
);

/// <summary>Another system on this machine, which answers as a test says.</summary>
internal sealed class ScriptedReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _listening;
    private readonly SemaphoreSlim _came = new(0);
    private int _now;
    private int _connections;

    public ScriptedReceiver()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listening = ListenAsync();
    }

    /// <summary>An app that may send to it.</summary>
    public static readonly (string, string)[] Settings = [("LeadGen:Webhooks:PrivateNetworks", "127.0.0.1")];

    public int Port { get; }
    public int Connections => _connections;
    public ConcurrentQueue<Received> Got { get; } = new();

    /// <summary>How many it was asked to take at one moment.</summary>
    public int AtOnceMax { get; private set; }

    public Func<Received, Reply> Script { get; set; } = _ => new Reply();

    public string Url(string path = "hook", string host = "127.0.0.1") =>
        string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Port}/{path}");

    /// <summary>Waits until so many more have come.</summary>
    public async Task ComeAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(60), SalesData.Cancel), $"Only {i} came.");
        }
    }

    /// <summary>Nobody listens any more.</summary>
    public void Stop() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _listening;
        await Task.WhenAll(_talks);
        _end.Dispose();
        _came.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                _talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                while (await ReadAsync(stream) is { } message && await AnswerAsync(stream, message)) { }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException) { }
        }
    }

    private async Task<Received?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        if (!headers.TryGetValue("Content-Length", out var length))
        {
            // Whoever looks for a server that had this port before us sends no message.
            Interlocked.Decrement(ref _connections);
            return null;
        }

        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new Received(lines[0].Split(' ')[1], headers, body);
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, Received message)
    {
        Got.Enqueue(message);
        lock (_talks)
        {
            AtOnceMax = Math.Max(AtOnceMax, ++_now);
        }

        _came.Release();
        var reply = Script(message);
        try
        {
            await (reply.After ?? Task.CompletedTask).WaitAsync(_end.Token);
        }
        finally
        {
            lock (_talks)
            {
                _now--;
            }
        }

        if (reply.Cut)
        {
            return false;
        }

        var length = reply.Drip ? 1_000_000 : Encoding.UTF8.GetByteCount(reply.Body);
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {reply.Status} So\r\nContent-Length: {length}\r\n{reply.Headers}\r\n{reply.Body}"
                )
            ),
            _end.Token
        );
        return true;
    }
}
