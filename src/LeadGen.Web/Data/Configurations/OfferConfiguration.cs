using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class OfferConfiguration : IEntityTypeConfiguration<Offer>
{
    public void Configure(EntityTypeBuilder<Offer> offer)
    {
        offer.ToTable("offers");
        offer.Property(o => o.Id).ValueGeneratedNever();
        offer.Property(o => o.Slug).HasMaxLength(OfferRules.SlugMaxLength);
        offer.Property(o => o.Kind).IsTerm();
        offer.Property(o => o.Intent).IsTerm();
        offer.Property(o => o.Depth).IsTerm();
        offer.Property(o => o.Form).IsJson();
        offer.Property(o => o.FormSettings).IsJson().HasDefaultValueSql("'{}'");
        offer.Property(o => o.Delivery).IsJson();
        offer.Property(o => o.Page).IsJson().HasDefaultValueSql("'{}'");
        offer.Property(o => o.EmbedOrigins).IsJson().HasDefaultValueSql("'[]'");
        offer.Property(o => o.Language).HasMaxLength(OfferRules.LanguageMaxLength);
        offer.Property(o => o.Version).IsConcurrencyToken();
        offer.Ignore(o => o.Content);
        offer.Ignore(o => o.VariantId);
        offer.HasIndex(o => o.Slug).IsUnique();
    }
}
