using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

internal sealed class AlignmentConfiguration : IEntityTypeConfiguration<AlignmentReview>
{
    public void Configure(EntityTypeBuilder<AlignmentReview> review)
    {
        review.ToTable("alignment_reviews");
        review.Property(r => r.Id).ValueGeneratedNever();
        review.Property(r => r.Decisions).HasMaxLength(AlignmentReview.DecisionsMaxLength);
        review.HasIndex(r => new { r.Month, r.Id });
    }
}
