using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class HandoutConfiguration
    : IEntityTypeConfiguration<Handout>,
        IEntityTypeConfiguration<PoolItem>,
        IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<Handout> handout)
    {
        handout.ToTable("handouts");
        handout.HasKey(h => new { h.OfferId, h.LeadId });
        handout.HasIndex(h => new
        {
            h.OfferId,
            h.AskedAt,
            h.LeadId,
        });
        handout.HasIndex(h => new { h.OfferId, h.AskedAt }, "ix_handouts_waiting").HasFilter("given_at is null");
    }

    public void Configure(EntityTypeBuilder<PoolItem> item)
    {
        item.ToTable("pool_items");
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property(i => i.Code).HasMaxLength(Coupon.CodeMaxLength);
        item.HasIndex(i => new { i.OfferId, i.Code }).IsUnique().HasFilter("code is not null");
        // What settles it should two ever give the same person one each.
        item.HasIndex(i => new { i.OfferId, i.LeadId }).IsUnique().HasFilter("lead_id is not null");
        item.HasIndex(i => new { i.OfferId, i.Id }).HasFilter("taken_at is null");
    }

    public void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("stored_files");
        file.Property(f => f.Id).ValueGeneratedNever();
        file.Property(f => f.Key).HasMaxLength(Delivery.KeyMaxLength);
        file.Property(f => f.DownloadName).HasMaxLength(Delivery.DownloadNameMaxLength);
        file.Property(f => f.MediaType).HasMaxLength(Delivery.MediaTypeMaxLength);
        file.Property(f => f.UploadedBy).HasMaxLength(StaffUser.NameMaxLength);
        file.Ignore(f => f.File);
        file.HasIndex(f => new { f.OfferId, f.UploadedAt });
        file.HasIndex(f => f.ReplacedAt).HasFilter("replaced_at is not null");
    }
}
