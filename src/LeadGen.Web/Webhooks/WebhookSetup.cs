using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Webhooks;

public static class WebhookSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(provider => new WebhookAddresses(
            NetworkList.Read(
                provider.GetRequiredService<IOptions<LeadGenOptions>>().Value.Webhooks.PrivateNetworks,
                "Webhooks__PrivateNetworks"
            )
        ));
        services.AddSingleton(WebhookTimes.Usual);
        services.AddSingleton<WebhookSeal>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookRoad>();
        services.AddHostedService<WebhookLoop>();
        services.AddScoped<WebhookRecord>();
        services.AddScoped<WebhookDesk>();
        return services;
    }

    /// <summary>Before anything begins.</summary>
    /// <exception cref="SettingException">The setting of networks is wrong.</exception>
    public static void CheckWebhooks(this WebApplication app) => app.Services.GetRequiredService<WebhookAddresses>();
}
