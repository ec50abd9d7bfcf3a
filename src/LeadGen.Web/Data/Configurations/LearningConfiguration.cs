using LeadGen.Domain.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class LearningConfiguration : IEntityTypeConfiguration<LearningRun>
{
    public void Configure(EntityTypeBuilder<LearningRun> run)
    {
        run.ToTable("learning_runs");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.State).IsTerm();
        run.Property(r => r.Options).IsJson();
        run.Property(r => r.AskedBy).HasMaxLength(200);
        run.Property(r => r.Error).HasMaxLength(FencedRuns.ErrorMaxLength);
        run.Property(r => r.Report).IsJson();
        run.Property(r => r.Model)
            .HasColumnType("jsonb")
            .HasConversion(value => ScoringModelJson.Write(value!), text => ScoringModelJson.ReadKept(text));
        run.HasIndex(r => r.Id).HasFilter("state in ('waiting', 'running')");
    }
}
