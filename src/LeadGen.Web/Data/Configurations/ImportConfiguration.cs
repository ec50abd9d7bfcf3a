using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class ImportConfiguration : IEntityTypeConfiguration<LeadImport>, IEntityTypeConfiguration<ImportPart>
{
    public void Configure(EntityTypeBuilder<LeadImport> import)
    {
        import.ToTable("imports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.State).IsTerm();
        import.Property(i => i.FailedIn).IsTerm();
        import.Property(i => i.FileName).HasMaxLength(LeadImport.FileNameMaxLength);
        import.Property(i => i.FileHash).HasMaxLength(64);
        import.Property(i => i.Encoding).IsTerm();
        import.Property(i => i.Separator).HasMaxLength(1);
        import.Property(i => i.Header).IsJson();
        import.Property(i => i.HeaderHash).HasMaxLength(64);
        import.Property(i => i.Proposed).IsTerm();
        import.Property(i => i.MapName).HasMaxLength(LeadImport.MapNameMaxLength);
        import.Property(i => i.CreatedBy).HasMaxLength(StaffUser.NameMaxLength);
        import.Property(i => i.Told).IsJson();
        import.Property(i => i.Check).HasColumnName("found").IsJson();
        import.Property(i => i.Undone).IsJson();
        import.Property(i => i.Error).HasMaxLength(FencedRuns.ErrorMaxLength);
        import.HasIndex(i => i.Id).HasFilter("state in ('checking', 'running', 'undoing')");
        import.HasIndex(i => new { i.HeaderHash, i.Id });
        import.HasIndex(i => new { i.MapName, i.Id });
    }

    public void Configure(EntityTypeBuilder<ImportPart> part)
    {
        part.ToTable("import_parts");
        part.HasKey(p => new { p.ImportId, p.Number });
        part.HasOne<LeadImport>().WithMany().HasForeignKey(p => p.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
