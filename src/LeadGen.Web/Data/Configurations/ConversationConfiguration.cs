using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Touchpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> conversation)
    {
        conversation.ToTable("conversations");
        conversation.Property(c => c.Id).ValueGeneratedNever();
        conversation.Property(c => c.ExternalId).HasMaxLength(Conversation.ExternalIdMaxLength);
        conversation.Property(c => c.Intent).IsTerm();
        conversation.Property(c => c.Summary).HasMaxLength(Conversation.SummaryMaxLength);
        conversation.Property(c => c.Messages).IsJson();
        conversation.Ignore(c => c.IsSomebodys);
        // The same conversation told by many at once is one row.
        conversation.HasIndex(c => c.ExternalId).IsUnique();
        conversation.HasIndex(c => c.LeadId).HasFilter("lead_id is not null");
    }
}

public sealed class ServiceRequestConfiguration : IEntityTypeConfiguration<ServiceRequest>
{
    public void Configure(EntityTypeBuilder<ServiceRequest> request)
    {
        request.ToTable("service_requests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Request).HasMaxLength(ServiceRequest.RequestMaxLength);
        request.Property(r => r.Urgency).IsTerm();
        request.Property(r => r.ReportedBy).HasMaxLength(ServiceRequest.ReportedByMaxLength);
        request.HasIndex(r => new { r.ReporterId, r.Id }).HasFilter("reporter_id is not null");
        request.HasIndex(r => new { r.LeadId, r.Id });
    }
}
