using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class CallConfiguration : IEntityTypeConfiguration<CallToAction>
{
    public void Configure(EntityTypeBuilder<CallToAction> call)
    {
        call.ToTable("calls_to_action");
        call.Property(c => c.Id).ValueGeneratedNever();
        call.Property(c => c.Name).HasMaxLength(CallRules.NameMaxLength);
        call.Property(c => c.Shape).IsTerm();
        call.Property(c => c.Style).IsTerm();
        call.Property(c => c.Text).HasMaxLength(CallRules.TextMaxLength);
        call.Property(c => c.Version).IsConcurrencyToken();
        call.Ignore(c => c.Content);
        call.Ignore(c => c.Path);
        call.HasIndex(c => c.OfferId);
        call.HasOne<Offer>().WithMany().HasForeignKey(c => c.OfferId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class CallDayConfiguration : IEntityTypeConfiguration<CallDay>
{
    public void Configure(EntityTypeBuilder<CallDay> day)
    {
        day.ToTable("cta_counts");
        day.HasKey(d => new { d.CallId, d.Day });
    }
}

public sealed class LandingDayConfiguration : IEntityTypeConfiguration<LandingDay>
{
    public void Configure(EntityTypeBuilder<LandingDay> day)
    {
        day.ToTable("landing_counts");
        day.HasKey(d => new { d.OfferId, d.Day });
    }
}
