using LeadGen.Web.Data.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class EventConfiguration : IEntityTypeConfiguration<LeadEvent>
{
    /// <summary>Shadow property of a lead: how many events it has had.</summary>
    public const string Sequence = "event_sequence";

    public void Configure(EntityTypeBuilder<LeadEvent> told)
    {
        told.ToTable("events");
        told.Property(e => e.Id).ValueGeneratedNever();
        told.Property(e => e.Type).HasMaxLength(LeadEvent.TypeMaxLength);
        told.Property(e => e.Payload).HasColumnType("jsonb");
        told.HasIndex(e => new { e.LeadId, e.Sequence }).IsUnique();
    }
}
