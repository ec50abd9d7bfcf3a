namespace LeadGen.Web.Exports;

public enum ExportKind
{
    Leads,
    Touchpoints,
    Handoffs,
    Outcomes,
}

public enum ExportFormat
{
    Csv,
    Jsonl,
}

/// <summary>A column of an export, and where it comes from.</summary>
/// <param name="IsFree">People or programs outside wrote it: a spreadsheet could take it for a formula.</param>
/// <param name="IsInstant">Written as RFC 3339, in UTC.</param>
public sealed record ExportColumn(string Name, string Sql, bool IsFree = false, bool IsInstant = false);

/// <summary>What of each kind is written, in the words of the API.</summary>
public sealed record ExportTable(string From, string LeadId, string Order, IReadOnlyList<ExportColumn> Columns)
{
    public static ExportTable Of(ExportKind kind) =>
        kind switch
        {
            ExportKind.Leads => Leads,
            ExportKind.Touchpoints => Touchpoints,
            ExportKind.Handoffs => Handoffs,
            ExportKind.Outcomes => Outcomes,
        };

    private static readonly ExportTable Leads = new(
        "leadgen.leads l left join leadgen.lead_scores s on s.lead_id = l.id left join leadgen.users u on u.id = l.owner_id",
        "l.id",
        "l.id",
        [
            new("id", "l.id"),
            Free("email", "l.email"),
            Free("first_name", "l.first_name"),
            Free("last_name", "l.last_name"),
            Free("company", "l.company"),
            Free("job_title", "l.job_title"),
            Free("phone", "l.phone"),
            Free("website", "l.website"),
            new("employees", "l.employees"),
            new("annual_revenue", "l.annual_revenue"),
            Free("industry", "l.industry"),
            Free("country", "l.country"),
            new("stage", "l.stage"),
            new("score", "s.score"),
            new("fit_score", "s.fit"),
            new("engagement_score", "s.engagement"),
            new("model_version", "s.model_version"),
            Free("owner", "u.email"),
            new("channel", "l.channel"),
            Free("source", "l.first_touch #>> '{source,name}'"),
            Free("medium", "l.first_touch #>> '{source,medium}'"),
            Free("campaign", "l.first_touch #>> '{source,campaign}'"),
            At("customer_since", "l.customer_since"),
            At("created_at", "l.created_at"),
            At("updated_at", "l.updated_at"),
        ]
    );

    private static readonly ExportTable Touchpoints = new(
        "leadgen.touchpoints t",
        "t.lead_id",
        "t.id",
        [
            new("id", "t.id"),
            new("lead_id", "t.lead_id"),
            new("visitor_id", "t.visitor_id"),
            Free("kind", "t.kind"),
            At("occurred_at", "t.occurred_at"),
            At("recorded_at", "t.recorded_at"),
            Free("offer", "t.offer"),
            Free("path", "t.path"),
            new("channel", "t.channel"),
            Free("source", "t.source ->> 'name'"),
            Free("medium", "t.source ->> 'medium'"),
            Free("campaign", "t.source ->> 'campaign'"),
            new("machine", "t.machine"),
            new("properties", "t.properties"),
        ]
    );

    private static readonly ExportTable Handoffs = new(
        "leadgen.handoffs h left join leadgen.users u on u.id = h.owner_id left join leadgen.teams t on t.id = h.team_id",
        "h.lead_id",
        "h.id",
        [
            new("id", "h.id"),
            new("lead_id", "h.lead_id"),
            new("kind", "h.kind"),
            new("state", "h.state"),
            Free("owner", "u.email"),
            Free("team", "t.name"),
            At("opened_at", "h.opened_at"),
            At("accept_due", "h.accept_due"),
            At("accepted_at", "h.accepted_at"),
            At("start_due", "h.start_due"),
            At("started_at", "h.started_at"),
            At("closed_at", "h.closed_at"),
            Free("reason", "h.reason"),
            Free("note", "h.note"),
        ]
    );

    private static readonly ExportTable Outcomes = new(
        "leadgen.outcomes o",
        "o.lead_id",
        "o.id",
        [
            new("id", "o.id"),
            new("lead_id", "o.lead_id"),
            new("result", "o.result"),
            new("amount", "o.amount"),
            new("currency", "o.currency"),
            Free("reason", "o.reason"),
            At("occurred_at", "o.occurred_at"),
            At("recorded_at", "o.recorded_at"),
            Free("actor", "o.actor"),
        ]
    );

    private static ExportColumn Free(string name, string sql) => new(name, sql, IsFree: true);

    private static ExportColumn At(string name, string sql) => new(name, sql, IsInstant: true);
}
