using LeadGen.Domain.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class ReplayConfiguration : IEntityTypeConfiguration<Replay>
{
    public void Configure(EntityTypeBuilder<Replay> replay)
    {
        replay.ToTable("replays");
        replay.Property(r => r.Id).ValueGeneratedNever();
        replay.Property(r => r.State).IsTerm();
        replay
            .Property(r => r.Model)
            .HasColumnType("jsonb")
            .HasConversion(value => ScoringModelJson.Write(value), text => ScoringModelJson.ReadKept(text));
        replay.Property(r => r.AskedBy).HasMaxLength(200);
        replay.Property(r => r.Error).HasMaxLength(FencedRuns.ErrorMaxLength);
        replay.Property(r => r.Before).IsJson();
        replay.Property(r => r.After).IsJson();
        replay.HasIndex(r => r.Id).HasFilter("state in ('waiting', 'running')");
    }
}

public sealed class ReplayedLeadConfiguration : IEntityTypeConfiguration<ReplayedLead>
{
    public void Configure(EntityTypeBuilder<ReplayedLead> lead)
    {
        lead.ToTable("replayed_leads");
        lead.HasKey(l => new
        {
            l.ReplayId,
            l.Enters,
            l.At,
            l.LeadId,
        });
        lead.Property(l => l.Why).HasMaxLength(ReplayedLead.WhyMaxLength);
        lead.HasOne<Replay>().WithMany().HasForeignKey(l => l.ReplayId).OnDelete(DeleteBehavior.Cascade);
    }
}
