using System.Net;
using LeadGen.Web.Webhooks;

namespace LeadGen.Web.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private static readonly string[] Secrets = [WebhookSecret.New()];

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("127.1")]
    public async Task No_connection_is_made_to_a_private_address_however_it_is_written(string host)
    {
        await using var receiver = new ScriptedReceiver();
        using var sender = Sender();
        var answer = await sender.SendAsync(Message(), receiver.Url(host: host), Secrets);

        Assert.False(answer.IsTaken);
        Assert.Contains("which is private", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Connections);
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_leads_nowhere()
    {
        await using var inside = new ScriptedReceiver();
        await using var receiver = new ScriptedReceiver
        {
            Script = _ => new Reply(307, $"Location: {inside.Url(host: "127.0.0.2")}\r\n"),
        };
        using var sender = Sender("127.0.0.0/8");
        var answer = await sender.SendAsync(Message(), receiver.Url(), Secrets);

        Assert.Equal((307, false), (answer.Status, answer.IsTaken));
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_and_a_closed_door_are_said()
    {
        using var sender = Sender("127.0.0.1/32");
        await using var closed = new ScriptedReceiver();
        var url = closed.Url();
        closed.Stop();

        Assert.Contains(
            "could not be reached",
            (await sender.SendAsync(Message(), url, Secrets)).Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "could not be reached",
            (await sender.SendAsync(Message(), "https://nowhere.invalid/", Secrets)).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_head_without_end_is_no_answer()
    {
        await using var receiver = new ScriptedReceiver
        {
            Script = _ => new Reply(200, $"X-Long: {new string('x', 100_000)}\r\n"),
        };
        using var sender = Sender("127.0.0.1/32");

        Assert.Null((await sender.SendAsync(Message(), receiver.Url(), Secrets)).Status);
    }

    private static WebhookMessage Message() => WebhookMessage.Test(TimeProvider.System.GetUtcNow());

    private static WebhookSender Sender(params string[] allowed) =>
        new(
            new WebhookAddresses([.. allowed.Select(network => IPNetwork.Parse(network))]),
            WebhookSteps.Short,
            TimeProvider.System
        );
}
