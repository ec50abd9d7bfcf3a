using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Data.Mails;
using static NpgsqlTypes.NpgsqlDbType;

namespace LeadGen.Web.Data;

/// <summary>The tables that are written past EF, where many rows come at once or one form must not wait.</summary>
public static class Tables
{
    public static readonly Table<Lead> Leads = LeadsOf(events: 0);

    /// <summary>Leads that are told of by one event in the same transaction.</summary>
    public static readonly Table<Lead> ToldLeads = LeadsOf(events: 1);

    /// <summary>With their numbers; events past these tables are numbered by <see cref="EventLog"/>.</summary>
    public static readonly Table<LeadEvent> Events = new(
        "events",
        new("id", Uuid, e => e.Id),
        new("type", Text, e => e.Type),
        new("lead_id", Uuid, e => e.LeadId),
        new("sequence", Bigint, e => e.Sequence),
        new("occurred_at", TimestampTz, e => Utc(e.OccurredAt)),
        new("payload", Jsonb, e => e.Payload)
    );

    private static Table<Lead> LeadsOf(long events) =>
        new(
            "leads",
            new("id", Uuid, l => l.Id),
            new("email", Text, l => l.Email),
            new("stage", Text, l => Terms.Of(l.Stage)),
            new("facts", Jsonb, l => Json(l.Facts)),
            new("account_id", Uuid, l => l.AccountId),
            new("owner_id", Uuid, l => l.OwnerId),
            new("channel", Text, l => Terms.Of(l.Channel)),
            new("first_touch", Jsonb, l => Json(l.FirstTouch)),
            new("last_touch", Jsonb, l => Json(l.LastTouch)),
            new("customer_since", TimestampTz, l => Utc(l.CustomerSince)),
            new("counts_after", TimestampTz, l => Utc(l.CountsAfter)),
            new("created_at", TimestampTz, l => Utc(l.CreatedAt)),
            new("updated_at", TimestampTz, l => Utc(l.UpdatedAt)),
            new("event_sequence", Bigint, _ => events),
            new("merged_into", Uuid, l => l.MergedInto),
            new("own", Jsonb, l => Json(l.Own))
        );

    public static readonly Table<LeadIdentity> Identities = new(
        "lead_identities",
        new("email", Text, i => i.Email),
        new("lead_id", Uuid, i => i.LeadId),
        new("came_with", Uuid, i => i.CameWith)
    );

    public static readonly Table<Account> Accounts = new(
        "accounts",
        new("id", Uuid, a => a.Id),
        new("domain", Text, a => a.Domain),
        new("facts", Jsonb, a => Json(a.Facts)),
        new("created_at", TimestampTz, a => Utc(a.CreatedAt)),
        new("updated_at", TimestampTz, a => Utc(a.UpdatedAt))
    );

    public static readonly Table<FactChange> FactChanges = new(
        "fact_changes",
        new("id", Uuid, c => c.Id),
        new("lead_id", Uuid, c => c.LeadId),
        new("origin", Text, c => Terms.Of(c.Origin)),
        new("effective_at", TimestampTz, c => Utc(c.EffectiveAt)),
        new("recorded_at", TimestampTz, c => Utc(c.RecordedAt)),
        new("actor", Text, c => c.Actor),
        new("submission_id", Uuid, c => c.SubmissionId),
        new("values", Jsonb, c => Json(c.Values))
    );

    public static readonly Table<Submission> Submissions = new(
        "submissions",
        new("id", Uuid, s => s.Id),
        new("lead_id", Uuid, s => s.LeadId),
        new("offer_id", Uuid, s => s.OfferId),
        new("received_at", TimestampTz, s => Utc(s.ReceivedAt)),
        new("fields", Jsonb, s => Json(s.Fields)),
        new("step", Integer, s => s.Step),
        new("content_hash", Text, s => s.ContentHash),
        new("notice_hash", Text, s => s.NoticeHash),
        new("landing_page", Text, s => s.LandingPage),
        new("call_id", Uuid, s => s.CallId),
        new("variant_id", Uuid, s => s.VariantId),
        new("state", Text, s => Terms.Of(s.State)),
        new("spam", Jsonb, s => Json(s.Spam))
    );

    public static readonly Table<Touchpoint> Touchpoints = new(
        "touchpoints",
        new("id", Uuid, t => t.Id),
        new("kind", Text, t => t.Kind),
        new("occurred_at", TimestampTz, t => Utc(t.OccurredAt)),
        new("recorded_at", TimestampTz, t => Utc(t.RecordedAt)),
        new("lead_id", Uuid, t => t.LeadId),
        new("visitor_id", Uuid, t => t.VisitorId),
        new("submission_id", Uuid, t => t.SubmissionId),
        new("offer", Text, t => t.Offer),
        new("path", Text, t => t.Path),
        new("channel", Text, t => t.Channel is { } channel ? Terms.Of(channel) : null),
        new("source", Jsonb, t => Json(t.Source)),
        new("properties", Jsonb, t => Json(t.Properties)),
        new("machine", NpgsqlTypes.NpgsqlDbType.Boolean, t => t.Machine),
        new("machine_why", Text, t => t.MachineWhy)
    );

    public static readonly Table<Consent> Consents = new(
        "consents",
        new("id", Uuid, c => c.Id),
        new("lead_id", Uuid, c => c.LeadId),
        new("submission_id", Uuid, c => c.SubmissionId),
        new("visitor_id", Uuid, c => c.VisitorId),
        new("purpose", Text, c => c.Purpose),
        new("text", Text, c => c.Text),
        new("text_hash", Text, c => c.TextHash),
        new("text_version", Text, c => c.TextVersion),
        new("locale", Text, c => c.Locale),
        new("given", NpgsqlTypes.NpgsqlDbType.Boolean, c => c.Given),
        new("at", TimestampTz, c => Utc(c.At)),
        new("how", Text, c => c.How),
        new("ip_prefix", Text, c => c.IpPrefix)
    );

    public static readonly Table<Outcome> Outcomes = new(
        "outcomes",
        new("id", Uuid, o => o.Id),
        new("lead_id", Uuid, o => o.LeadId),
        new("result", Text, o => Terms.Of(o.Result)),
        new("amount", Numeric, o => o.Amount),
        new("currency", Text, o => o.Currency),
        new("reason", Text, o => o.Reason),
        new("occurred_at", TimestampTz, o => Utc(o.OccurredAt)),
        new("recorded_at", TimestampTz, o => Utc(o.RecordedAt)),
        new("actor", Text, o => o.Actor)
    );

    public static readonly Table<StageMove> StageMoves = new(
        "stage_moves",
        new("id", Uuid, m => m.Id),
        new("lead_id", Uuid, m => m.LeadId),
        new("from_stage", Text, m => Terms.Of(m.From)),
        new("to_stage", Text, m => Terms.Of(m.To)),
        new("at", TimestampTz, m => Utc(m.At)),
        new("made_by", Text, m => Terms.Of(m.Trigger)),
        new("cause", Text, m => Terms.Of(m.Cause)),
        new("actor", Text, m => m.Actor),
        new("reason", Text, m => m.Reason),
        new("note", Text, m => m.Note),
        new("score", Integer, m => m.Score),
        new("model_version", Integer, m => m.ModelVersion),
        new("implied", NpgsqlTypes.NpgsqlDbType.Boolean, m => m.Implied),
        new("handoff_id", Uuid, m => m.HandoffId)
    );

    public static readonly Table<OutgoingMail> Mails = new(
        "mails",
        new("id", Uuid, m => m.Id),
        new("kind", Text, m => Terms.Of(m.Kind)),
        new("to_address", Text, m => m.ToAddress),
        new("reply_to", Text, m => m.ReplyTo),
        new("reply_to_name", Text, m => m.ReplyToName),
        new("data", Jsonb, m => m.Data),
        new("lead_id", Uuid, m => m.LeadId),
        new("staff_id", Uuid, m => m.StaffId),
        new("request_id", Text, m => m.RequestId),
        new("created_at", TimestampTz, m => Utc(m.CreatedAt)),
        new("expires_at", TimestampTz, m => Utc(m.ExpiresAt)),
        new("state", Text, m => Terms.Of(m.State)),
        new("attempts", Integer, m => m.Attempts),
        new("next_attempt_at", TimestampTz, m => Utc(m.NextAttemptAt)),
        new("lease_owner", Text, m => m.LeaseOwner),
        new("lease_until", TimestampTz, m => Utc(m.LeaseUntil)),
        new("fence", Bigint, m => m.Fence),
        new("message_id", Text, m => m.MessageId),
        new("sent_at", TimestampTz, m => Utc(m.SentAt))
    );

    public static readonly Table<Handout> Handouts = new(
        "handouts",
        new("offer_id", Uuid, h => h.OfferId),
        new("lead_id", Uuid, h => h.LeadId),
        new("submission_id", Uuid, h => h.SubmissionId),
        new("asked_at", TimestampTz, h => Utc(h.AskedAt)),
        new("given_at", TimestampTz, h => Utc(h.GivenAt))
    );

    public static readonly Table<RescoreRequest> RescoreRequests = new(
        "rescore_requests",
        new("id", Uuid, r => r.Id),
        new("lead_id", Uuid, r => r.LeadId),
        new("cause", Text, r => Terms.Of(r.Cause)),
        new("moves", NpgsqlTypes.NpgsqlDbType.Boolean, r => r.Moves),
        new("touchpoint_id", Uuid, r => r.TouchpointId),
        new("actor", Text, r => r.Actor)
    );

    private static string? Json<T>(T? value)
        where T : class => value is null ? null : JsonColumn.Write(value);

    private static DateTime? Utc(DateTimeOffset? instant) => instant?.UtcDateTime;
}
