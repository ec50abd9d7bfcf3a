using System.Net.Sockets;
using LeadGen.Web.Data.Mails;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace LeadGen.Web.Mail;

/// <summary>One connection to the mail server, made when it is needed, and made anew after each mail that was not taken.</summary>
public sealed class SmtpCourier(MailServer server, MailTimes times) : IAsyncDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private SmtpClient? _client;

    public async Task<SendResult> SendAsync(MimeMessage message)
    {
        if (_client is null && await ConnectAsync() is { } down)
        {
            return down;
        }

        try
        {
            await WithinAsync(times.Send, within => _client!.SendAsync(message, within));
            return new SendResult.Sent();
        }
        catch (Exception e)
        {
            Drop();
            return ResultOf(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true })
        {
            try
            {
                await WithinAsync(Goodbye, within => _client.DisconnectAsync(quit: true, within));
            }
            catch (Exception e) when (IsOfTheLine(e) || e is CommandException)
            {
                // It has taken what it took; a rude end of the talk changes nothing.
            }
        }

        Drop();
    }

    /// <returns>Null where the server answers and lets us in.</returns>
    private async Task<SendResult.Down?> ConnectAsync()
    {
        _client = new SmtpClient { Timeout = (int)times.Send.TotalMilliseconds };
        try
        {
            await WithinAsync(
                times.Connect,
                async within =>
                {
                    await _client.ConnectAsync(server.Host, server.Port, server.Security, within);
                    if (server is { User: { } user, Password: { } password })
                    {
                        await _client.AuthenticateAsync(user, password, within);
                    }
                }
            );
            return null;
        }
        catch (Exception e)
        {
            Drop();
            return new SendResult.Down(WordsOf(e));
        }
    }

    /// <summary>What the server refuses for good is refused; what is cut off may be there or not, and is sent again as the same mail.</summary>
    private static SendResult ResultOf(Exception e) =>
        e switch
        {
            SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } => new SendResult.Never(WordsOf(e)),
            SmtpCommandException => new SendResult.Later(WordsOf(e)),
            _ when IsOfTheLine(e) => new SendResult.Later(WordsOf(e)),
            _ => new SendResult.Never(WordsOf(e)),
        };

    private static bool IsOfTheLine(Exception e) =>
        e
            is ProtocolException
                or IOException
                or SocketException
                or OperationCanceledException
                or TimeoutException
                or ServiceNotConnectedException
                or ObjectDisposedException;

    private static string WordsOf(Exception e) =>
        e switch
        {
            SmtpCommandException refused => $"The mail server answered {(int)refused.StatusCode}: {refused.Message}",
            AuthenticationException => "The mail server does not take the user and password of LeadGen__Smtp: "
                + e.Message,
            SslHandshakeException => "The mail server and LeadGen found no way to talk in secret (TLS): " + e.Message,
            OperationCanceledException or TimeoutException => "The mail server took too long to answer.",
            SmtpProtocolException => "The mail server broke off: " + e.Message,
            SocketException or IOException => "The mail server cannot be reached: " + e.Message,
            _ => e.Message,
        };

    private static async Task WithinAsync(TimeSpan time, Func<CancellationToken, Task> work)
    {
        using var within = new CancellationTokenSource(time);
        await work(within.Token);
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }
}

/// <summary>How long the mail server may take, and how long an instance has a mail in hand.</summary>
/// <param name="Connect">Until it has let us in.</param>
/// <param name="Send">For one mail.</param>
/// <param name="Lease">For a batch; what is not tried by then goes to whoever comes next.</param>
public sealed record MailTimes(TimeSpan Connect, TimeSpan Send, TimeSpan Lease)
{
    public static readonly MailTimes Usual = new(
        TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(60),
        TimeSpan.FromMinutes(5)
    );

    /// <summary>With less time than that on the lease no mail is begun: it could go out twice.</summary>
    public TimeSpan Needed => Connect + Send + TimeSpan.FromSeconds(10);
}
