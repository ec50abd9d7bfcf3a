using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Web.Operations;
using MailKit.Security;

namespace LeadGen.Web.Mail;

/// <summary>The mail server of the settings <c>LeadGen__Smtp__*</c>, and who mails are from.</summary>
public sealed record MailServer(
    string Host,
    int Port,
    SecureSocketOptions Security,
    string? User,
    string? Password,
    EmailAddress From,
    string FromName
)
{
    public const string Section = "LeadGen:Smtp";

    private const int SubmissionPort = 587;
    private const int TlsPort = 465;
    private const int PlainPort = 25;

    /// <returns>Null where none is configured.</returns>
    /// <exception cref="SettingException">One of the settings is wrong. The message names it and says what to set.</exception>
    public static MailServer? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        string? Of(string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        if (Of("Host") is not { } host)
        {
            return Of("User") is null && Of("From") is null
                ? null
                : throw Wrong(
                    "Host",
                    "is not set, though others of LeadGen__Smtp are. Set it to the name of your mail server."
                );
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Wrong(
                "Host",
                $"is '{host}'. Set it to the name of a server, such as smtp.example.com, without a scheme or a port."
            );
        }

        var (user, password) = (Of("User"), section["Password"] is { Length: > 0 } secret ? secret : null);
        if (user is null != password is null)
        {
            throw Wrong(user is null ? "User" : "Password", "is not set. Set both a user and a password, or neither.");
        }

        if (!EmailAddress.TryParse(Of("From"), out var from))
        {
            throw Wrong(
                "From",
                "is no e-mail address. Set it to the address that mails shall come from, such as hello@example.com."
            );
        }

        var (security, port) = ReadSecurity(Of("Security"), ReadPort(Of("Port")), withPassword: user is not null);
        return new MailServer(host, port, security, user, password, from, Of("FromName") ?? "LeadGen");
    }

    private static int? ReadPort(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
        : throw Wrong("Port", $"is '{text}'. Set it to a number from 1 to 65535.");

    /// <summary>Left out, TLS is used where the server has it; with a password it is required.</summary>
    private static (SecureSocketOptions Security, int Port) ReadSecurity(string? text, int? port, bool withPassword) =>
        text?.ToLowerInvariant() switch
        {
            null when port == TlsPort => (SecureSocketOptions.SslOnConnect, TlsPort),
            null => (
                withPassword ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable,
                port ?? SubmissionPort
            ),
            "none" => (SecureSocketOptions.None, port ?? PlainPort),
            "starttls" => (SecureSocketOptions.StartTls, port ?? SubmissionPort),
            "tls" => (SecureSocketOptions.SslOnConnect, port ?? TlsPort),
            _ => throw Wrong("Security", $"is '{text}'. Set it to StartTls, Tls or None, or leave it out."),
        };

    private static SettingException Wrong(string name, string what) => new($"LeadGen__Smtp__{name} {what}");
}

/// <summary>How mails go out here: by a server, or not at all.</summary>
/// <param name="Keeps">In Development without a server they are kept to be looked at. Else they wait for one.</param>
public sealed record MailRoute(MailServer? Server, bool Keeps);
