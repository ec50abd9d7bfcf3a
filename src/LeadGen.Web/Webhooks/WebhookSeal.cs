using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Webhooks;

/// <summary>Secrets of endpoints lie in the database sealed.</summary>
public sealed class WebhookSeal(IDataProtectionProvider keys)
{
    private readonly SealedText _seal = new(keys, "webhook secret");

    public string Write(string secret) => _seal.Write(secret);

    /// <summary>By which a message is signed now: after a change by both for a while. Empty where the key ring is lost.</summary>
    public IReadOnlyList<string> Read(WebhookEndpoint endpoint, DateTimeOffset now) =>
        [
            .. new[] { endpoint.Secret, now < endpoint.OldSecretUntil ? endpoint.OldSecret : null }
                .Select(_seal.Read)
                .OfType<string>(),
        ];
}
