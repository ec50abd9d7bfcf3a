using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Nurture;
using LeadGen.Web.Data.People;
using LeadGen.Web.Data.Webhooks;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LeadGen.Web.Data;

public sealed class LeadGenDbContext(DbContextOptions<LeadGenDbContext> options)
    : IdentityDbContext<StaffUser, IdentityRole<Guid>, Guid>(options),
        IDataProtectionKeyContext
{
    public const string Schema = "leadgen";

    public DbSet<StaffPasskey> Passkeys => Set<StaffPasskey>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<CallToAction> CallsToAction => Set<CallToAction>();
    public DbSet<CallDay> CallDays => Set<CallDay>();
    public DbSet<LandingDay> LandingDays => Set<LandingDay>();
    public DbSet<OfferTest> OfferTests => Set<OfferTest>();
    public DbSet<VariantDay> VariantDays => Set<VariantDay>();
    public DbSet<FunnelGroup> FunnelGroups => Set<FunnelGroup>();
    public DbSet<FunnelLead> FunnelLeads => Set<FunnelLead>();
    public DbSet<FunnelDay> FunnelDays => Set<FunnelDay>();
    public DbSet<FunnelDeal> FunnelDeals => Set<FunnelDeal>();
    public DbSet<CampaignCost> CampaignCosts => Set<CampaignCost>();
    public DbSet<PersonaRow> Personas => Set<PersonaRow>();
    public DbSet<AlignmentReview> AlignmentReviews => Set<AlignmentReview>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<DeletedText> DeletedTexts => Set<DeletedText>();
    public DbSet<HeldForm> HeldForms => Set<HeldForm>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<ConsentTextRow> ConsentTexts => Set<ConsentTextRow>();
    public DbSet<ConsentPurposeRow> ConsentPurposes => Set<ConsentPurposeRow>();
    public DbSet<Erasure> Erasures => Set<Erasure>();
    public DbSet<Visitor> Visitors => Set<Visitor>();
    public DbSet<Touchpoint> Touchpoints => Set<Touchpoint>();
    public DbSet<Conversation> Conversations => Set<Conversation>();
    public DbSet<Lead> Leads => Set<Lead>();
    public DbSet<LeadIdentity> LeadIdentities => Set<LeadIdentity>();
    public DbSet<LeadMerge> LeadMerges => Set<LeadMerge>();
    public DbSet<FactChange> FactChanges => Set<FactChange>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountChange> AccountChanges => Set<AccountChange>();
    public DbSet<LeadKey> LeadKeys => Set<LeadKey>();
    public DbSet<Duplicate> Duplicates => Set<Duplicate>();
    public DbSet<ScoringModelVersion> ScoringModels => Set<ScoringModelVersion>();
    public DbSet<ShadowModel> ShadowModels => Set<ShadowModel>();
    public DbSet<ShadowMql> ShadowMqls => Set<ShadowMql>();
    public DbSet<GoldenLeadRow> GoldenLeads => Set<GoldenLeadRow>();
    public DbSet<LeadScore> LeadScores => Set<LeadScore>();
    public DbSet<RescoreRequest> RescoreRequests => Set<RescoreRequest>();
    public DbSet<RescoreRun> RescoreRuns => Set<RescoreRun>();
    public DbSet<Replay> Replays => Set<Replay>();
    public DbSet<ReplayedLead> ReplayedLeads => Set<ReplayedLead>();
    public DbSet<LearningRun> LearningRuns => Set<LearningRun>();
    public DbSet<StageMove> StageMoves => Set<StageMove>();
    public DbSet<Handoff> Handoffs => Set<Handoff>();
    public DbSet<ServiceRequest> ServiceRequests => Set<ServiceRequest>();
    public DbSet<Outcome> Outcomes => Set<Outcome>();
    public DbSet<Reason> Reasons => Set<Reason>();
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<NurtureSequence> NurtureSequences => Set<NurtureSequence>();
    public DbSet<NurtureEnrolment> NurtureEnrolments => Set<NurtureEnrolment>();
    public DbSet<NurtureMailing> NurtureMailings => Set<NurtureMailing>();
    public DbSet<LeadImport> Imports => Set<LeadImport>();
    public DbSet<ImportPart> ImportParts => Set<ImportPart>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>How every context of the app and its tests is built.</summary>
    public static void Configure(DbContextOptionsBuilder builder, NpgsqlDataSource source) =>
        builder
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_history", Schema))
            .UseSnakeCaseNamingConvention()
            // A lost race is no error; who catches nothing of it has the exception logged anyway.
            .ConfigureWarnings(warnings =>
                warnings.Log(
                    (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                    (RelationalEventId.CommandError, LogLevel.Debug)
                )
            );

    /// <summary>A lead that has moved moves in the list by score too, and other systems are told, whoever moved it.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        var moved = ChangeTracker
            .Entries<Lead>()
            .Where(lead => lead.State == EntityState.Modified && lead.Property(l => l.Stage).IsModified)
            .Select(lead => lead.Entity.Id)
            .ToArray();
        var told = EventDraft.Of(ChangeTracker);
        if (moved.Length == 0 && told.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        }

        await using var transaction = Database.CurrentTransaction is null
            ? await Database.BeginTransactionAsync(cancel)
            : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        if (moved.Length > 0)
        {
            await LeadScoreTable.FollowAsync(this, moved, cancel);
        }

        await EventLog.WriteAsync(this, told, cancel);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }

        return saved;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        builder.HasPostgresExtension("pg_trgm");
        builder.ApplyConfigurationsFromAssembly(typeof(LeadGenDbContext).Assembly);
    }
}
