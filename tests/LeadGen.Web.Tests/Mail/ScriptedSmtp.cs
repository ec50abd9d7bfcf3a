using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGen.Web.Tests.Mail;

/// <summary>A mail as the server got it.</summary>
internal sealed record TakenMail(string From, string To, string Data)
{
    public string Header(string name) =>
        Unfolded()
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault("");

    public string MessageId => Header("Message-Id");

    private string[] Unfolded() =>
        Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)]
            .Replace("\r\n ", " ", StringComparison.Ordinal)
            .Replace("\r\n\t", " ", StringComparison.Ordinal)
            .Split("\r\n");
}

/// <summary>What the server does instead of its duty when it comes to a verb.</summary>
internal sealed record Trick(string? Answer = null, bool Cut = false, TimeSpan Slow = default);

/// <summary>
/// A mail server on this machine that does as a test says. Its verbs: <c>connect</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>,
/// <c>.</c> (the mail is there, and not answered for yet) and <c>QUIT</c>.
/// </summary>
internal sealed class ScriptedSmtp : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private TcpListener? _listener;
    private Task _listening = Task.CompletedTask;

    public ScriptedSmtp() => Start();

    public int Port { get; private set; }

    /// <summary>What came through to the final dot, acknowledged or not.</summary>
    public ConcurrentQueue<TakenMail> Arrived { get; } = new();

    /// <summary>What the server said it took.</summary>
    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    public int Connections => _connections;
    private int _connections;
    private int _now;
    public int AtOnceMax { get; private set; }

    /// <summary>The verb and whom the mail is to, where that is known by then; null: do your duty.</summary>
    public Func<string, string, Trick?> Script { get; set; } = (_, _) => null;

    /// <summary>Nobody listens any more.</summary>
    public void Stop() => _listener?.Stop();

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listening = ListenAsync(_listener);
    }

    /// <summary>Settings of an app that sends by this server.</summary>
    public (string, string)[] Settings =>
        [
            ("LeadGen:Smtp:Host", "127.0.0.1"),
            ("LeadGen:Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)),
            ("LeadGen:Smtp:From", "hello@leadgen.example"),
            ("LeadGen:Smtp:FromName", "LeadGen Test"),
            ("LeadGen:PublicUrl", "https://leads.example"),
        ];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Stop();
        await _listening;
        await Task.WhenAll(_talks);
        _end.Dispose();
    }

    private async Task ListenAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        lock (_talks)
        {
            AtOnceMax = Math.Max(AtOnceMax, ++_now);
        }

        using (client)
        {
            try
            {
                await new Talk(this, client.GetStream()).RunAsync(_end.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException) { }
        }

        lock (_talks)
        {
            _now--;
        }
    }

    private sealed class Talk(ScriptedSmtp server, NetworkStream stream)
    {
        private readonly StreamReader _reader = new(stream, Encoding.Latin1);
        private string _from = "";
        private string _to = "";

        public async Task RunAsync(CancellationToken cancel)
        {
            var goesOn = await AnswerAsync("connect", "220 scripted", cancel);
            while (goesOn && await _reader.ReadLineAsync(cancel) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                goesOn = verb switch
                {
                    "EHLO" or "HELO" => await AnswerAsync("EHLO", "250-scripted\r\n250 8BITMIME", cancel),
                    "MAIL" => await AnswerAsync("MAIL", "250 fine", cancel, () => _from = Address(line)),
                    "RCPT" => await AnswerAsync("RCPT", "250 fine", cancel, before: () => _to = Address(line)),
                    "DATA" => await DataAsync(cancel),
                    "RSET" or "NOOP" => await AnswerAsync(verb, "250 fine", cancel),
                    "QUIT" => await AnswerAsync("QUIT", "221 bye", cancel) && false,
                    _ => await AnswerAsync(verb, "502 not known", cancel),
                };
            }
        }

        private async Task<bool> DataAsync(CancellationToken cancel)
        {
            if (!await AnswerAsync("DATA", "354 go on", cancel) || _refused)
            {
                return !_cut;
            }

            var data = new StringBuilder();
            while (await _reader.ReadLineAsync(cancel) is { } line && line != ".")
            {
                data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            }

            var mail = new TakenMail(_from, _to, data.ToString());
            server.Arrived.Enqueue(mail);
            // Taken is taken, even where the answer is lost on its way.
            return await AnswerAsync(".", "250 taken", cancel, () => server.Taken.Enqueue(mail));
        }

        private bool _refused;
        private bool _cut;

        private async Task<bool> AnswerAsync(
            string verb,
            string usual,
            CancellationToken cancel,
            Action? done = null,
            Action? before = null
        )
        {
            before?.Invoke();
            var trick = server.Script(verb, _to);
            _refused = trick?.Answer is not null;
            if (trick is null || !_refused)
            {
                done?.Invoke();
            }

            if (trick is { Slow.Ticks: > 0 })
            {
                await Task.Delay(trick.Slow, cancel);
            }

            _cut = trick?.Cut == true && trick.Answer is null;
            if (!_cut)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes((trick?.Answer ?? usual) + "\r\n"), cancel);
            }

            return trick?.Cut != true;
        }

        private static string Address(string line) =>
            line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
