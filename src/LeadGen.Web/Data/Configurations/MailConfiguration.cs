using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class MailConfiguration : IEntityTypeConfiguration<OutgoingMail>, IEntityTypeConfiguration<MailDigest>
{
    public void Configure(EntityTypeBuilder<MailDigest> digest)
    {
        digest.ToTable("mail_digests");
        digest.HasKey(d => new { d.StaffId, d.Day });
        digest.HasOne<StaffUser>().WithMany().HasForeignKey(d => d.StaffId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Kind).IsTerm();
        mail.Property(m => m.State).IsTerm();
        mail.Property(m => m.ToAddress).HasMaxLength(OutgoingMail.AddressMaxLength);
        mail.Property(m => m.ReplyTo).HasMaxLength(OutgoingMail.AddressMaxLength);
        mail.Property(m => m.ReplyToName).HasMaxLength(OutgoingMail.NameMaxLength);
        mail.Property(m => m.Data).HasColumnType("jsonb");
        mail.Property(m => m.RequestId).HasMaxLength(OutgoingMail.RequestIdMaxLength);
        mail.Property(m => m.LeaseOwner).HasMaxLength(100);
        mail.Property(m => m.Error).HasMaxLength(OutgoingMail.ErrorMaxLength);
        mail.Property(m => m.MessageId).HasMaxLength(OutgoingMail.AddressMaxLength);
        mail.HasIndex(m => m.NextAttemptAt).HasFilter("state = 'waiting'");
        mail.HasIndex(m => new { m.State, m.Id });
        mail.HasIndex(m => m.LeadId).HasFilter("lead_id is not null");
        mail.HasIndex(m => m.StaffId).HasFilter("staff_id is not null");
    }
}
