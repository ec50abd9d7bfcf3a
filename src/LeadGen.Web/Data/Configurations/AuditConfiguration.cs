using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entries");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.ActorKind).IsTerm();
        entry.Property(e => e.Actor).HasMaxLength(AuditEntry.TextMaxLength);
        entry.Property(e => e.Action).IsTerm();
        entry.Property(e => e.Kind).HasMaxLength(AuditEntry.TextMaxLength);
        entry.Property(e => e.ObjectId).HasMaxLength(AuditEntry.TextMaxLength);
        entry.Property(e => e.Changes).IsJson();
        entry.Property(e => e.Way).HasMaxLength(AuditEntry.TextMaxLength);
        entry.Property(e => e.Address).HasMaxLength(AuditEntry.TextMaxLength);
        entry.HasIndex(e => new { e.ActorId, e.Id });
        entry.HasIndex(e => new { e.Kind, e.Id });
        entry.HasIndex(e => new { e.ObjectId, e.Id });
    }
}
