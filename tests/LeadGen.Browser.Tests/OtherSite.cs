using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGen.Browser.Tests;

/// <summary>A site of somebody else: one page, by another name and port than the app's.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private OtherSite(string page, string? policy)
    {
        Origin = $"http://localhost:{FreePort()}";
        _listener.Prefixes.Add(Origin + "/");
        _listener.Start();
        _serving = ServeAsync(Encoding.UTF8.GetBytes(page), policy);
    }

    public string Origin { get; }

    /// <param name="policy">Its content security policy.</param>
    public static OtherSite Start(string page, string? policy = null) => new(page, policy);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync(byte[] page, string? policy)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "text/html; charset=utf-8";
                if (policy is not null)
                {
                    context.Response.Headers["Content-Security-Policy"] = policy;
                }

                await context.Response.OutputStream.WriteAsync(page);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
