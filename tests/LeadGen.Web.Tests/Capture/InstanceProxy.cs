using System.Collections.Concurrent;

namespace LeadGen.Web.Tests.Capture;

/// <summary>
/// What nginx of docs/production.md does before several instances: one whose connection fails is left out for two seconds, and another is
/// asked.
/// </summary>
internal sealed class InstanceProxy(Func<IReadOnlyList<Uri>> instances) : HttpMessageHandler
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

    /// <summary>How often another instance was asked.</summary>
    public int Moved => _moved;

    public HttpClient Browser() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://leads.example") };

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _to.Dispose();
        }

        base.Dispose(disposing);
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
