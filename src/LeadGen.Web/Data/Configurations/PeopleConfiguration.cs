using LeadGen.Domain.Leads;
using LeadGen.Web.Data.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class LeadMergeConfiguration : IEntityTypeConfiguration<LeadMerge>
{
    public void Configure(EntityTypeBuilder<LeadMerge> merge)
    {
        merge.ToTable("lead_merges");
        merge.Property(m => m.Id).ValueGeneratedNever();
        merge.Property(m => m.MergedBy).HasMaxLength(StaffUser.NameMaxLength);
        merge.Property(m => m.Why).HasMaxLength(LeadMerge.WhyMaxLength);
        merge.Property(m => m.Handoffs).IsJson();
        merge.Property(m => m.UndoneBy).HasMaxLength(StaffUser.NameMaxLength);
        // A lead is merged into one other at most, whatever races.
        merge.HasIndex(m => m.LeadId).IsUnique().HasFilter("undone_at is null");
        merge.HasIndex(m => new { m.SurvivorId, m.Id });
    }
}

public sealed class DuplicateConfiguration : IEntityTypeConfiguration<LeadKey>, IEntityTypeConfiguration<Duplicate>
{
    public void Configure(EntityTypeBuilder<LeadKey> key)
    {
        key.ToTable("lead_keys");
        key.HasKey(k => new { k.LeadId, k.Kind });
        key.Property(k => k.Kind).IsTerm();
        key.Property(k => k.Value).HasMaxLength(PersonKeys.ValueMaxLength);
        key.HasIndex(k => new { k.Kind, k.Value });
    }

    public void Configure(EntityTypeBuilder<Duplicate> pair)
    {
        pair.ToTable("duplicates");
        pair.HasKey(p => new { p.LowId, p.HighId });
        pair.Property(p => p.Evidence).IsJson();
        pair.Property(p => p.DismissedBy).HasMaxLength(StaffUser.NameMaxLength);
        pair.HasIndex(p => p.HighId);
        // What waits for staff, the surest first.
        pair.HasIndex(p => new
            {
                p.Weight,
                p.HighId,
                p.LowId,
            })
            .IsDescending()
            .HasFilter("dismissed_at is null");
    }
}
