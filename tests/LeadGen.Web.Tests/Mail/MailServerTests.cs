using LeadGen.Web.Mail;
using LeadGen.Web.Operations;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace LeadGen.Web.Tests.Mail;

public sealed class MailServerTests
{
    [Fact]
    public void Without_settings_there_is_no_server() => Assert.Null(Read());

    [Fact]
    public void Left_out_the_connection_is_encrypted_where_the_server_can_and_always_with_a_password()
    {
        var open = Read(("Host", "smtp.example.com"), ("From", "hello@example.com"))!;
        Assert.Equal(
            (587, SecureSocketOptions.StartTlsWhenAvailable, "LeadGen"),
            (open.Port, open.Security, open.FromName)
        );
        var secret = Read(("Host", "h"), ("From", "a@example.com"), ("User", "me"), ("Password", "secret"))!;
        Assert.Equal((587, SecureSocketOptions.StartTls), (secret.Port, secret.Security));
        var tls = Read(("Host", "h"), ("From", "a@example.com"), ("Port", "465"))!;
        Assert.Equal(SecureSocketOptions.SslOnConnect, tls.Security);
        var plain = Read(("Host", "h"), ("From", "a@example.com"), ("Security", "none"))!;
        Assert.Equal((25, SecureSocketOptions.None), (plain.Port, plain.Security));
    }

    [Theory]
    [InlineData("Host", "smtp://mail.example.com")]
    [InlineData("Host", "")]
    [InlineData("Port", "0")]
    [InlineData("Port", "70000")]
    [InlineData("Port", "smtp")]
    [InlineData("From", "nobody")]
    [InlineData("From", null)]
    [InlineData("Password", null)]
    [InlineData("User", null)]
    [InlineData("Security", "ssl3")]
    public void A_wrong_setting_is_named_with_what_to_set(string name, string? value)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Host"] = "smtp.example.com",
            ["Port"] = "587",
            ["From"] = "hello@example.com",
            ["User"] = "me",
            ["Password"] = "secret",
            ["Security"] = "StartTls",
        };
        settings[name] = value;

        var wrong = Assert.Throws<SettingException>(() => Read([.. settings.Select(one => (one.Key, one.Value))]));

        Assert.StartsWith($"LeadGen__Smtp__{name} ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Set", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    private static MailServer? Read(params (string Name, string? Value)[] settings) =>
        MailServer.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(one => KeyValuePair.Create($"{MailServer.Section}:{one.Name}", one.Value))
                )
                .Build()
        );
}
