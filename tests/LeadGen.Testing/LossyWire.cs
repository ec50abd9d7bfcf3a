using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace LeadGen.Testing;

/// <summary>What becomes of something that was said to Postgres, and of all that follows on that connection.</summary>
public enum Loss
{
    None,

    /// <summary>It never arrives; the one who said it waits.</summary>
    OfWords,

    /// <summary>It arrives and is done; the answer never does.</summary>
    OfAnswer,

    /// <summary>It arrives and is done; then the connection breaks.</summary>
    OfConnection,
}

/// <summary>A way to Postgres that loses what a test says.</summary>
public sealed class LossyWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlConnectionStringBuilder _to;
    private readonly Task _listening;
    private int _open;
    private int _connections;

    public LossyWire(string connectionString)
    {
        _to = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>Of the same database by this way, unencrypted, so that the wire understands what is said.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_to.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>Decides about each piece of what is said, by the number of its connection; it may come in several pieces.</summary>
    public Func<int, string, Loss> Script { get; set; } = (_, _) => Loss.None;

    /// <summary>How often something was lost.</summary>
    public int Losses => _losses;
    private int _losses;

    /// <summary>Waits for the next loss; the time it gets is generous.</summary>
    public async Task UntilLossesAsync(int count, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (Losses < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _listening;
        while (Volatile.Read(ref _open) > 0)
        {
            await Task.Delay(5);
        }

        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _open);
                _ = CarryAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            using (client)
            {
                await server.ConnectAsync(_to.Host!, _to.Port, _end.Token);
                (client.NoDelay, server.NoDelay) = (true, true);
                var talk = new Talk(this, Interlocked.Increment(ref _connections));
                await Task.WhenAny(
                    talk.ThereAsync(client.GetStream(), server.GetStream(), _end.Token),
                    talk.BackAsync(server.GetStream(), client.GetStream(), _end.Token)
                );
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException) { }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private sealed class Talk(LossyWire wire, int number)
    {
        private volatile int _loss = (int)Loss.None;

        public async Task ThereAsync(NetworkStream from, NetworkStream to, CancellationToken cancel)
        {
            var buffer = new byte[65_536];
            try
            {
                for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; )
                {
                    if (_loss == (int)Loss.None)
                    {
                        _loss = (int)wire.Script(number, Encoding.UTF8.GetString(buffer, 0, read));
                        if (_loss is (int)Loss.OfWords or (int)Loss.OfAnswer)
                        {
                            Interlocked.Increment(ref wire._losses);
                        }
                    }

                    if (_loss != (int)Loss.OfWords)
                    {
                        await to.WriteAsync(buffer.AsMemory(0, read), cancel);
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException) { }
        }

        public async Task BackAsync(NetworkStream from, NetworkStream to, CancellationToken cancel)
        {
            var buffer = new byte[65_536];
            try
            {
                for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; )
                {
                    switch ((Loss)_loss)
                    {
                        case Loss.None:
                            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
                            break;
                        case Loss.OfConnection:
                            // Postgres has answered, so it is done.
                            Interlocked.Increment(ref wire._losses);
                            return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException) { }
        }
    }
}
