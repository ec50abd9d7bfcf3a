using System.Text;
using LeadGen.Web.Webhooks;

namespace LeadGen.Web.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    [Fact]
    public void A_message_is_signed_as_the_example_of_Standard_Webhooks_is()
    {
        var signature = WebhookSecret.Sign(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            Encoding.UTF8.GetBytes("{\"test\": 2432232314}")
        );

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void A_new_secret_is_long_and_like_no_other()
    {
        var secret = WebhookSecret.New();

        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
        Assert.NotEqual(secret, WebhookSecret.New());
    }
}
