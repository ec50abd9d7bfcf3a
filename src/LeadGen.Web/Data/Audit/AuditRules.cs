using LeadGen.Domain.Nurture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Data.Webhooks;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Data.Audit;

/// <summary>What of a change is told. Where nothing is said here, only the names of texts are, since they may be somebody's own.</summary>
public static class AuditRules
{
    /// <summary>Tables of the house, whose texts say nothing of leads: they are told in full.</summary>
    public static readonly IReadOnlySet<Type> ToldInFull = new HashSet<Type>
    {
        typeof(Offer),
        typeof(CallToAction),
        typeof(OfferTest),
        typeof(ScoringModelVersion),
        typeof(ShadowModel),
        typeof(Reason),
        typeof(Setting),
        typeof(ApiKey),
        typeof(StaffUser),
        typeof(StaffPasskey),
        typeof(IdentityUserClaim<Guid>),
        typeof(TeamRow),
        typeof(TeamMember),
        typeof(RoutingRuleRow),
        typeof(ServiceLevelRow),
        typeof(StaffAbsence),
        typeof(ConsentTextRow),
        typeof(ConsentPurposeRow),
        typeof(WebhookEndpoint),
        typeof(NurtureSequence),
        typeof(PersonaRow),
    };

    /// <summary>What follows by itself from a change that is told, and histories that say themselves who wrote them.</summary>
    public static readonly IReadOnlySet<string> Follow = new HashSet<string>
    {
        "audit_entries",
        "cta_counts",
        "data_protection_keys",
        "duplicates",
        "events",
        "handoff_steps",
        "import_parts",
        "kept_answers",
        "landing_counts",
        "lead_keys",
        "lead_scores",
        "mail_digests",
        "mails",
        "notifications",
        "replayed_leads",
        "refused_forms",
        "rescore_requests",
        "rescore_runs",
        "shadow_mqls",
        "stage_moves",
        "staff_sessions",
        "team_turns",
        "variant_counts",
        "webhook_deliveries",
    };

    /// <summary>Changed by every use, made of other fields, or how far work in the background is and who has it in hand.</summary>
    public static readonly IReadOnlySet<string> Silent = new HashSet<string>
    {
        "access_failed_count",
        "at_byte",
        "at_line",
        "before",
        "concurrency_stamp",
        "done",
        "event_sequence",
        "fence",
        "last_action_at",
        "last_code_step",
        "last_actor",
        "last_actor_id",
        "last_sign_in_at",
        "last_used_at",
        "lease_owner",
        "lease_until",
        "leased_until",
        "normalized_email",
        "normalized_user_name",
        "rejects_bytes",
        "revision",
        "rows_per_second",
        "search",
        "security_stamp",
        "updated_at",
        "updated_by",
        "user_name",
        "version",
    };

    /// <summary>Told by name alone, wherever they are.</summary>
    public static readonly IReadOnlySet<string> Secret = new HashSet<string>
    {
        "credential_id",
        "hash",
        "old_secret",
        "password_hash",
        "public_key",
        "recovery_codes",
        "second_factor_key",
        "secret",
    };
}
