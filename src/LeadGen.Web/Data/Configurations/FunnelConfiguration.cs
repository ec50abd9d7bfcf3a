using LeadGen.Domain.Insights;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class FunnelConfiguration
    : IEntityTypeConfiguration<FunnelGroup>,
        IEntityTypeConfiguration<FunnelLead>,
        IEntityTypeConfiguration<FunnelDay>,
        IEntityTypeConfiguration<FunnelDeal>,
        IEntityTypeConfiguration<CampaignCost>,
        IEntityTypeConfiguration<PersonaRow>
{
    public void Configure(EntityTypeBuilder<FunnelGroup> group)
    {
        group.ToTable("funnel_groups");
        group.Property(g => g.Id).UseIdentityByDefaultColumn();
        group
            .HasIndex(g => new
            {
                g.Offer,
                g.Source,
                g.Medium,
                g.Campaign,
                g.Channel,
                g.Direction,
                g.Persona,
                g.Team,
                g.Kind,
            })
            .IsUnique()
            .HasDatabaseName("ix_funnel_groups");
    }

    public void Configure(EntityTypeBuilder<FunnelLead> lead)
    {
        lead.ToTable("funnel_leads");
        lead.HasKey(l => l.LeadId);
        lead.Property(l => l.LeadId).ValueGeneratedNever();
        lead.HasIndex(l => new { l.Day, l.LeadId });
        // The few who came further are found without reading the many who did not.
        lead.HasIndex([nameof(FunnelLead.Day), nameof(FunnelLead.LeadId)], "ix_funnel_leads_further")
            .HasDatabaseName("ix_funnel_leads_further")
            .HasFilter("cardinality(took) > 0");
    }

    public void Configure(EntityTypeBuilder<FunnelDay> day)
    {
        day.ToTable("funnel_days");
        day.HasKey(d => new
        {
            d.Day,
            d.GroupId,
            d.Step,
            d.Took,
        });
        day.Property(d => d.Step).HasConversion<short>();
    }

    public void Configure(EntityTypeBuilder<FunnelDeal> deal)
    {
        deal.ToTable("funnel_deals");
        deal.HasKey(d => d.OutcomeId);
        deal.Property(d => d.OutcomeId).ValueGeneratedNever();
        deal.Property(d => d.Amount).HasPrecision(18, 2);
        deal.Property(d => d.Currency).HasMaxLength(3);
        deal.HasIndex(d => d.Day);
        deal.HasIndex(d => d.WonOn);
        deal.HasIndex(d => d.LeadId);
    }

    public void Configure(EntityTypeBuilder<CampaignCost> cost)
    {
        cost.ToTable("campaign_costs");
        cost.HasKey(c => new
        {
            c.Month,
            c.Source,
            c.Medium,
            c.Campaign,
            c.Currency,
        });
        cost.Property(c => c.Source).HasMaxLength(Source.PartMaxLength);
        cost.Property(c => c.Medium).HasMaxLength(Source.PartMaxLength);
        cost.Property(c => c.Campaign).HasMaxLength(Source.PartMaxLength);
        cost.Property(c => c.Currency).HasMaxLength(3);
        cost.Property(c => c.Amount).HasPrecision(18, 2);
    }

    public void Configure(EntityTypeBuilder<PersonaRow> persona)
    {
        persona.ToTable("personas");
        persona.Property(p => p.Id).ValueGeneratedNever();
        persona.Property(p => p.Name).HasMaxLength(Persona.NameMaxLength);
        persona.Property(p => p.Picture).HasMaxLength(Persona.PictureMaxLength);
        persona.Property(p => p.Conditions).IsJson();
    }
}
