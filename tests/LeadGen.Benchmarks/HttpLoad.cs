using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace LeadGen.Benchmarks;

/// <summary>Requests over kept connections, written as bytes: on two cores a full HTTP client would take the time that is measured.</summary>
internal static class HttpLoad
{
    /// <summary>Asks with so many clients until the time is over.</summary>
    /// <param name="request">The bytes of the next request, or null when there is none left.</param>
    /// <param name="expected">How an answer must begin, such as <c>HTTP/1.1 303</c>.</param>
    public static async Task<Measured> RunAsync(
        int port,
        int clients,
        TimeSpan time,
        Func<byte[]?> request,
        string expected
    )
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(
            Enumerable.Range(0, clients).Select(_ => ClientAsync(port, clock, time, request, expected))
        );
        return new Measured(clients, clock.Elapsed, [.. latencies.SelectMany(l => l)]);
    }

    public static async Task<string> GetAsync(int port, string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}{path}"));
    }

    private static async Task<List<double>> ClientAsync(
        int port,
        Stopwatch clock,
        TimeSpan time,
        Func<byte[]?> request,
        string expected
    )
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var (buffer, latencies) = (new byte[256 * 1024], new List<double>());
        while (clock.Elapsed < time && request() is { } bytes)
        {
            var begun = Stopwatch.GetTimestamp();
            await socket.SendAsync(bytes);
            var head = await AnswerAsync(socket, buffer);
            if (!head.StartsWith(expected, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Expected {expected}, got: {head[..Math.Min(head.Length, 2000)]}");
            }

            latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return latencies;
    }

    private static async Task<string> AnswerAsync(Socket socket, byte[] buffer)
    {
        var (read, headEnd) = (0, -1);
        while (headEnd < 0)
        {
            read += await ReceiveAsync(socket, buffer.AsMemory(read));
            headEnd = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var head = Encoding.ASCII.GetString(buffer, 0, headEnd);
        if (head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (!buffer.AsSpan(0, read).EndsWith("0\r\n\r\n"u8))
            {
                read += await ReceiveAsync(socket, buffer.AsMemory(read));
            }

            return head;
        }

        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        var length =
            at < 0
                ? 0
                : int.Parse(
                    head.AsSpan(at + 16, (head + "\r").IndexOf('\r', at) - at - 16),
                    System.Globalization.CultureInfo.InvariantCulture
                );
        while (read < headEnd + 4 + length)
        {
            read += await ReceiveAsync(socket, buffer.AsMemory(read));
        }

        return head;
    }

    private static async Task<int> ReceiveAsync(Socket socket, Memory<byte> into)
    {
        var read = await socket.ReceiveAsync(into);
        return read > 0 ? read : throw new InvalidOperationException("The server closed the connection.");
    }
}
