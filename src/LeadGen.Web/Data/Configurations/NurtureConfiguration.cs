using LeadGen.Domain.Nurture;
using LeadGen.Web.Data.Nurture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class NurtureConfiguration
    : IEntityTypeConfiguration<NurtureSequence>,
        IEntityTypeConfiguration<NurtureEnrolment>,
        IEntityTypeConfiguration<NurtureMailing>
{
    public void Configure(EntityTypeBuilder<NurtureSequence> sequence)
    {
        sequence.ToTable("nurture_sequences");
        sequence.Property(s => s.Id).ValueGeneratedNever();
        sequence.Property(s => s.Name).HasMaxLength(NurtureRules.NameMaxLength);
        sequence.Property(s => s.EntryKind).IsTerm();
        sequence.Property(s => s.EntryValue).HasMaxLength(NurtureEntry.ValueMaxLength);
        sequence.Property(s => s.Steps).IsJson();
        sequence.Property(s => s.State).IsTerm();
        sequence.Property(s => s.UpdatedBy).HasMaxLength(StaffUser.NameMaxLength);
        sequence.Property(s => s.Version).IsConcurrencyToken();
        sequence.Ignore(s => s.Entry);
    }

    public void Configure(EntityTypeBuilder<NurtureEnrolment> enrolment)
    {
        enrolment.ToTable("nurture_enrolments");
        enrolment.Property(e => e.Id).ValueGeneratedNever();
        enrolment.Property(e => e.Left).HasColumnName("left_why").IsTerm();
        enrolment.Property(e => e.Error).HasMaxLength(NurtureEnrolment.ErrorMaxLength);
        enrolment.HasIndex(e => new { e.SequenceId, e.LeadId }).IsUnique();
        enrolment.HasIndex(e => new { e.SequenceId, e.Id });
        enrolment.HasIndex(e => new { e.SequenceId, e.NextAt }).HasFilter("left_at is null");
        enrolment.HasIndex(e => e.LeadId);
        enrolment
            .HasOne<NurtureSequence>()
            .WithMany()
            .HasForeignKey(e => e.SequenceId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NurtureMailing> mailing)
    {
        mailing.ToTable("nurture_mailings");
        mailing.HasKey(m => new { m.EnrolmentId, m.StepId });
        mailing.HasIndex(m => new { m.LeadId, m.At });
        mailing.HasIndex(m => new { m.SequenceId, m.At });
        mailing
            .HasOne<NurtureEnrolment>()
            .WithMany()
            .HasForeignKey(m => m.EnrolmentId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
