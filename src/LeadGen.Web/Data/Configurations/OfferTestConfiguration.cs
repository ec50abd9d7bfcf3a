using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class OfferTestConfiguration : IEntityTypeConfiguration<OfferTest>, IEntityTypeConfiguration<VariantDay>
{
    public void Configure(EntityTypeBuilder<OfferTest> test)
    {
        test.ToTable("offer_tests");
        test.Property(t => t.Id).ValueGeneratedNever();
        test.Property(t => t.State).IsTerm();
        test.Property(t => t.Variants).IsJson();
        test.Property(t => t.Plan).IsJson();
        test.Property(t => t.Version).IsConcurrencyToken();
        test.Ignore(t => t.Control);
        test.Ignore(t => t.Others);
        test.HasIndex(t => t.OfferId);
        // One that is prepared or runs, so that at most one runs.
        test.HasIndex([nameof(OfferTest.OfferId)], "ix_offer_tests_open")
            .HasDatabaseName("ix_offer_tests_open")
            .IsUnique()
            .HasFilter("state <> 'stopped'");
        test.HasOne<Offer>().WithMany().HasForeignKey(t => t.OfferId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<VariantDay> day)
    {
        day.ToTable("variant_counts");
        day.HasKey(d => new { d.VariantId, d.Day });
    }
}
