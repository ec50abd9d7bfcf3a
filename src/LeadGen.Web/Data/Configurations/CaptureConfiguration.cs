using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Consents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> submission)
    {
        submission.ToTable("submissions");
        submission.Property(s => s.Id).ValueGeneratedNever();
        submission.Property(s => s.Fields).IsJson();
        submission.Property(s => s.Step).HasDefaultValueSql("1");
        submission.Property(s => s.LandingPage).HasMaxLength(Source.ReferrerMaxLength);
        submission.Property(s => s.ContentHash).HasMaxLength(64);
        submission.Property(s => s.NoticeHash).HasMaxLength(64);
        submission.Ignore(s => s.IsErased);
        submission.Property(s => s.State).IsTerm().HasDefaultValue(SubmissionState.Accepted);
        submission.Property(s => s.Spam).IsJson();
        submission.HasIndex(s => s.LeadId);
        submission.HasIndex(s => new { s.OfferId, s.ReceivedAt });
        submission.HasIndex(s => new { s.CallId, s.ReceivedAt }).HasFilter("call_id is not null");
        submission.HasIndex(s => new { s.VariantId, s.ReceivedAt }).HasFilter("variant_id is not null");
        submission.HasIndex(s => new { s.State, s.Id }).HasFilter("state <> 'accepted'");
        submission.HasIndex(s => new { s.ContentHash, s.ReceivedAt });
    }
}

public sealed class HeldFormConfiguration : IEntityTypeConfiguration<HeldForm>
{
    public void Configure(EntityTypeBuilder<HeldForm> held)
    {
        held.ToTable("held_forms");
        held.HasKey(h => h.SubmissionId);
        held.Property(h => h.SubmissionId).ValueGeneratedNever();
        held.Property(h => h.Form).HasColumnType("jsonb");
        held.Property(h => h.Email).HasMaxLength(EmailAddress.MaxLength);
        held.HasIndex(h => h.Email).HasFilter("email is not null");
        held.Property(h => h.DecidedBy).HasMaxLength(HeldForm.ByMaxLength);
    }
}

public sealed class DeletedTextConfiguration : IEntityTypeConfiguration<DeletedText>
{
    public void Configure(EntityTypeBuilder<DeletedText> text)
    {
        text.ToTable("deleted_texts");
        text.Property(t => t.Id).ValueGeneratedNever();
        text.HasIndex(t => t.DeletedAt);
    }
}

public sealed class RefusedFormsConfiguration : IEntityTypeConfiguration<RefusedFormsOfDay>
{
    public void Configure(EntityTypeBuilder<RefusedFormsOfDay> refused)
    {
        refused.ToTable("refused_forms");
        refused.HasKey(r => new
        {
            r.OfferId,
            r.Day,
            r.Status,
        });
    }
}

public sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> consent)
    {
        consent.ToTable("consents");
        consent.Property(c => c.Id).ValueGeneratedNever();
        consent.Property(c => c.Purpose).HasMaxLength(ConsentText.PurposeMaxLength);
        consent.Property(c => c.TextHash).HasMaxLength(64);
        consent.Property(c => c.TextVersion).HasMaxLength(ConsentText.VersionMaxLength);
        consent.Property(c => c.Locale).HasMaxLength(ConsentText.LocaleMaxLength).HasDefaultValue("en");
        consent.Property(c => c.How).HasMaxLength(Consent.HowMaxLength);
        consent.Property(c => c.IpPrefix).HasMaxLength(Consent.IpPrefixMaxLength);
        consent.HasIndex(c => c.LeadId);
        consent.HasIndex(c => c.VisitorId).HasFilter("visitor_id is not null");
    }
}

public sealed class ConsentTextConfiguration
    : IEntityTypeConfiguration<ConsentTextRow>,
        IEntityTypeConfiguration<ConsentPurposeRow>
{
    public void Configure(EntityTypeBuilder<ConsentTextRow> text)
    {
        text.ToTable("consent_texts");
        text.HasKey(t => new { t.Purpose, t.Version });
        text.Property(t => t.Purpose).HasMaxLength(ConsentText.PurposeMaxLength);
        text.Property(t => t.Version).ValueGeneratedNever();
        text.Property(t => t.Locale).HasMaxLength(ConsentText.LocaleMaxLength);
        text.Property(t => t.Text).HasMaxLength(ConsentTextRow.TextMaxLength);
        text.Property(t => t.By).HasMaxLength(StaffUser.NameMaxLength);
    }

    public void Configure(EntityTypeBuilder<ConsentPurposeRow> purpose)
    {
        purpose.ToTable("consent_purposes");
        purpose.HasKey(p => p.Purpose);
        purpose.Property(p => p.Purpose).HasMaxLength(ConsentText.PurposeMaxLength);
    }
}

public sealed class ErasureConfiguration : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> erasure)
    {
        erasure.ToTable("erasures");
        erasure.HasKey(e => e.LeadId);
        erasure.Property(e => e.LeadId).ValueGeneratedNever();
        erasure.Property(e => e.By).HasColumnName("erased_by").IsTerm();
        erasure.Property(e => e.Actor).HasMaxLength(StaffUser.NameMaxLength);
        erasure.Property(e => e.Rows).HasColumnName("erased_rows").IsJson();
        erasure.HasIndex(e => e.At);
    }
}

public sealed class TombstoneConfiguration : IEntityTypeConfiguration<Tombstone>
{
    public void Configure(EntityTypeBuilder<Tombstone> tombstone)
    {
        tombstone.ToTable("tombstones");
        tombstone.Property(t => t.Id).ValueGeneratedNever();
    }
}

public sealed class VisitorConfiguration : IEntityTypeConfiguration<Visitor>
{
    public void Configure(EntityTypeBuilder<Visitor> visitor)
    {
        visitor.ToTable("visitors");
        visitor.Property(v => v.Id).ValueGeneratedNever();
        visitor.Property(v => v.FirstTouch).IsJson();
        visitor.HasIndex(v => v.LeadId).HasFilter("lead_id is not null");
        // They come in the order of this instant, so that a few pages of an index find a day.
        visitor.HasIndex(v => v.FirstSeenAt).HasMethod("brin");
    }
}

public sealed class TouchpointConfiguration : IEntityTypeConfiguration<Touchpoint>
{
    public void Configure(EntityTypeBuilder<Touchpoint> touchpoint)
    {
        touchpoint.ToTable("touchpoints");
        touchpoint.Property(t => t.Id).ValueGeneratedNever();
        touchpoint.Property(t => t.Kind).HasMaxLength(TouchpointKinds.MaxLength);
        touchpoint.Property(t => t.Path).HasMaxLength(Touchpoint.PathMaxLength);
        touchpoint.Property(t => t.Channel).IsTerm();
        touchpoint.Property(t => t.Source).IsJson();
        touchpoint.Property(t => t.Properties).IsJson();
        touchpoint.Property(t => t.MachineWhy).HasMaxLength(Touchpoint.MachineWhyMaxLength);
        touchpoint.Ignore(t => t.IsFresh);
        touchpoint.HasIndex(t => new
        {
            t.LeadId,
            t.OccurredAt,
            t.Id,
        });
        touchpoint.HasIndex(t => t.VisitorId).HasFilter("visitor_id is not null and lead_id is null");
    }
}
