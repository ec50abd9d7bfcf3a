using LeadGen.Web.Data.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class WebhookConfiguration
    : IEntityTypeConfiguration<WebhookEndpoint>,
        IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.ToTable("webhook_endpoints");
        endpoint.Property(e => e.Id).ValueGeneratedNever();
        endpoint.Property(e => e.Name).HasMaxLength(WebhookEndpoint.NameMaxLength);
        endpoint.Property(e => e.Url).HasMaxLength(WebhookEndpoint.UrlMaxLength);
        endpoint.Property(e => e.Types).IsJson();
        endpoint.Property(e => e.OffWhy).HasMaxLength(WebhookEndpoint.OffWhyMaxLength);
    }

    /// <summary>
    /// Without foreign keys: a form that is taken locks nothing of an endpoint or an event. What is left of one that is gone is never
    /// taken in hand, and removed by the clock.
    /// </summary>
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("webhook_deliveries");
        delivery.HasKey(d => new { d.EventId, d.EndpointId });
        delivery.Property(d => d.State).IsTerm();
        delivery.Property(d => d.LeaseOwner).HasMaxLength(100);
        delivery.Property(d => d.Tries).IsJson();
        delivery.HasIndex(d => new { d.EndpointId, d.NextAttemptAt }).HasFilter("state = 'waiting'");
        delivery.HasIndex(d => new
        {
            d.EndpointId,
            d.State,
            d.EventId,
        });
    }
}
