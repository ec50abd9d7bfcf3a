using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace LeadGen.Web.Webhooks;

/// <summary>
/// Sends a message to an address that somebody typed in. Who names a host does not choose where it leads: the addresses behind the name
/// are looked at, and one of just these is connected to. Redirects are not followed, and of an answer little is read.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private const int ReadMaxBytes = 64 * 1024;
    private const int KeptBytes = 500;
    private const int HeadersMaxKilobytes = 16;

    private readonly WebhookAddresses _addresses;
    private readonly WebhookTimes _times;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookSender(WebhookAddresses addresses, WebhookTimes times, TimeProvider time)
    {
        (_addresses, _times, _time) = (addresses, times, time);
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                ConnectTimeout = times.Connect,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                MaxResponseHeadersLength = HeadersMaxKilobytes,
                MaxResponseDrainSize = ReadMaxBytes,
                ConnectCallback = ConnectAsync,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>It always says what came of it. What was begun is ended even when the app stops: cut off, it would be sent twice.</summary>
    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, string url, IReadOnlyList<string> secrets)
    {
        var began = _time.GetTimestamp();
        using var end = new CancellationTokenSource(_times.Whole);
        try
        {
            using var request = Request(message, url, secrets);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            var status = (int)answer.StatusCode;
            return new WebhookAnswer(
                status,
                WebhookAnswer.ErrorOf(status),
                await ReadAsync(answer.Content),
                _time.GetElapsedTime(began),
                Asked(answer.Headers.RetryAfter)
            );
        }
        catch (OperationCanceledException)
        {
            var seconds = _times.Whole.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new WebhookAnswer(null, $"It did not answer within {seconds} s.", Took: _time.GetElapsedTime(began));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            var refused = e.InnerException as RefusedAddressException;
            return new WebhookAnswer(
                null,
                refused?.Message ?? $"It could not be reached: {e.Message}",
                Took: _time.GetElapsedTime(began)
            );
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(WebhookMessage message, string url, IReadOnlyList<string> secrets)
    {
        var now = _time.GetUtcNow();
        var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, new Uri(url))
        {
            Content = content,
            Headers =
            {
                { "User-Agent", "LeadGen-Webhooks/1" },
                { "webhook-id", message.Id },
                { "webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", WebhookSecret.Sign(secrets, message.Id, now, message.Body) },
            },
        };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var url = context.InitialRequestMessage.RequestUri!;
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var written)
            ? [written]
            : await Dns.GetHostAddressesAsync(host, cancel);
        if (found.Select(address => _addresses.WhyNot(url, address)).FirstOrDefault(why => why is not null) is { } not)
        {
            throw new RefusedAddressException(not);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What it says is for people to look at. Whoever drips it, or sends no end of it, is left alone.</summary>
    private async Task<string?> ReadAsync(HttpContent content)
    {
        var kept = new byte[KeptBytes];
        var (length, all) = (0, 0);
        using var end = new CancellationTokenSource(_times.Read);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(end.Token);
            var chunk = new byte[4096];
            while (all < ReadMaxBytes && await stream.ReadAsync(chunk, end.Token) is > 0 and var read)
            {
                var more = Math.Min(read, KeptBytes - length);
                chunk.AsSpan(0, more).CopyTo(kept.AsSpan(length));
                (length, all) = (length + more, all + read);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // The status is there, and that decides.
        }

        var text = Encoding.UTF8.GetString(kept, 0, length);
        return length == 0 ? null : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
}

/// <summary>The host is at an address where webhooks may not go.</summary>
public sealed class RefusedAddressException(string message) : IOException(message);
