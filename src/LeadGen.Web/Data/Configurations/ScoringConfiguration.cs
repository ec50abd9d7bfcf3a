using LeadGen.Domain.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class ScoringModelConfiguration : IEntityTypeConfiguration<ScoringModelVersion>
{
    public void Configure(EntityTypeBuilder<ScoringModelVersion> model)
    {
        model.ToTable("scoring_models");
        model.Property(m => m.Id).ValueGeneratedNever();
        model.Property(m => m.State).IsTerm();
        model
            .Property(m => m.Model)
            .HasColumnType("jsonb")
            .HasConversion(value => ScoringModelJson.Write(value), text => ScoringModelJson.ReadKept(text));
        model.Property(m => m.Revision).IsConcurrencyToken();
        model.Property(m => m.UpdatedBy).HasMaxLength(200);
        model.Property(m => m.PublishedBy).HasMaxLength(200);
        model.Property(m => m.ProposedBy).HasMaxLength(200);
        model.Property(m => m.Changes).IsJson();
        model.Property(m => m.Acknowledged).IsJson();
        model.HasIndex(m => m.Version).IsUnique();
        // One draft at most, and one published.
        model.HasIndex(m => m.State).IsUnique().HasFilter("state in ('draft', 'published')");
    }
}

public sealed class ShadowConfiguration : IEntityTypeConfiguration<ShadowModel>, IEntityTypeConfiguration<ShadowMql>
{
    public void Configure(EntityTypeBuilder<ShadowModel> shadow)
    {
        shadow.ToTable("shadow_models");
        shadow.Property(s => s.Id).ValueGeneratedNever();
        shadow
            .Property(s => s.Model)
            .HasColumnType("jsonb")
            .HasConversion(value => ScoringModelJson.Write(value), text => ScoringModelJson.ReadKept(text));
        shadow.Property(s => s.StartedBy).HasMaxLength(200);
        // One runs at most.
        shadow.HasIndex(s => s.EndedAt).IsUnique().AreNullsDistinct(false).HasFilter("ended_at is null");
    }

    // Its lead may be erased; that it was counted stays, and says nothing of anybody.
    public void Configure(EntityTypeBuilder<ShadowMql> mql)
    {
        mql.ToTable("shadow_mqls");
        mql.HasKey(m => new { m.ShadowId, m.LeadId });
        mql.HasOne<ShadowModel>().WithMany().HasForeignKey(m => m.ShadowId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class GoldenLeadConfiguration : IEntityTypeConfiguration<GoldenLeadRow>
{
    public void Configure(EntityTypeBuilder<GoldenLeadRow> golden)
    {
        golden.ToTable("golden_leads");
        golden.Property(g => g.Id).ValueGeneratedNever();
        golden.Property(g => g.Name).HasMaxLength(GoldenLead.NameMaxLength);
        golden.Property(g => g.Lead).IsJson();
        golden.Property(g => g.UpdatedBy).HasMaxLength(200);
        golden.Property(g => g.Revision).IsConcurrencyToken();
        golden.HasIndex(g => g.Name).IsUnique();
    }
}

public sealed class LeadScoreConfiguration : IEntityTypeConfiguration<LeadScore>
{
    public void Configure(EntityTypeBuilder<LeadScore> score)
    {
        score.ToTable("lead_scores");
        score.HasKey(s => s.LeadId);
        score.Property(s => s.LeadId).ValueGeneratedNever();
        score.Property(s => s.Stage).IsTerm();
        score.HasIndex(s => new { s.Score, s.LeadId });
        score.HasIndex(s => new
        {
            s.Stage,
            s.Score,
            s.LeadId,
        });
        // A cell of the map of both.
        score.HasIndex(s => new
        {
            s.Fit,
            s.Engagement,
            s.LeadId,
        });
        score.HasIndex(s => s.LeadId).HasFilter("ready");
        score.HasIndex(s => s.RisesAt).HasFilter("rises_at is not null");
        score
            .HasIndex([nameof(LeadScore.Score), nameof(LeadScore.LeadId)], "ix_lead_scores_ready_score")
            .HasFilter("ready");
    }
}

public sealed class RescoreRequestConfiguration : IEntityTypeConfiguration<RescoreRequest>
{
    public void Configure(EntityTypeBuilder<RescoreRequest> request)
    {
        request.ToTable("rescore_requests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Cause).IsTerm();
        request.Property(r => r.Actor).HasMaxLength(200);
        // A form is scored before the million rows of an import that came just before it.
        request.HasIndex(r => new { r.Moves, r.Id }).IsDescending(true, false).HasFilter("error is null");
    }
}

public sealed class RescoreRunConfiguration : IEntityTypeConfiguration<RescoreRun>
{
    public void Configure(EntityTypeBuilder<RescoreRun> run)
    {
        run.ToTable("rescore_runs");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Cause).IsTerm();
        run.HasIndex(r => r.Id).HasFilter("finished_at is null");
    }
}
