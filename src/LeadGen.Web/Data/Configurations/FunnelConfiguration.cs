using LeadGen.Domain.Insights;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class FunnelConfiguration
    : IEntityTypeConfiguration<FunnelGroup>,
        IEntityTypeConfiguration<FunnelLead>,
        IEntityTypeConfiguration<FunnelDay>
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
}
