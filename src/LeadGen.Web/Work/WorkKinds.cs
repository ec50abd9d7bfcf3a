namespace LeadGen.Web.Work;

/// <summary>A kind of background work. Its rows are the jobs: what is done is gone or marked, so what is not can be counted.</summary>
/// <param name="Table">The table of its rows, as <c>t</c>.</param>
/// <param name="Undone">Which of them wait for their turn, which has come: <c>{now}</c> is the instant.</param>
/// <param name="Since">Since when a row could have been done.</param>
/// <param name="Failed">Which were given up and wait for a person; null where nothing is given up.</param>
/// <param name="Again">Sets a failed row going again.</param>
/// <param name="Path">The page where it is looked after in detail.</param>
/// <param name="Id">By what one of them is named.</param>
/// <param name="Error">What went wrong.</param>
public sealed record WorkKind(
    string Key,
    string Name,
    string What,
    string Table,
    string Undone,
    string Since,
    string? Failed = null,
    string? Again = null,
    string? Path = null,
    string Id = "t.id",
    string Error = "t.error"
)
{
    /// <summary>As it is called in the audit log.</summary>
    public string TableName => Table["leadgen.".Length..^" t".Length];
}

/// <summary>All background work, on one page. A new kind of it joins here.</summary>
public static class WorkKinds
{
    /// <summary>When an id of version 7 was made; null for others.</summary>
    private const string MadeAt = """
        case when substr(t.id::text, 15, 1) = '7' then
            to_timestamp(('x0000' || replace(substr(t.id::text, 1, 13), '-', ''))::bit(64)::bigint / 1000.0) end
        """;

    public static readonly IReadOnlyList<WorkKind> All =
    [
        new(
            "scoring",
            "Scores",
            "Leads that changed are scored anew, and handed over if they qualify",
            "leadgen.rescore_requests t",
            "t.error is null",
            MadeAt,
            "t.error is not null",
            "update leadgen.rescore_requests t set error = null",
            "/marketing/scoring"
        ),
        new(
            "mail",
            "Mail",
            "Mails to visitors and staff",
            "leadgen.mails t",
            "t.state = 'waiting' and t.next_attempt_at <= {now}",
            "t.next_attempt_at",
            "t.state = 'parked'",
            "update leadgen.mails t set state = 'waiting', attempts = 0, next_attempt_at = {now}, expires_at = null, error = null",
            "/admin/mail"
        ),
        new(
            "webhooks",
            "Webhooks",
            "Events on their way to other systems",
            "leadgen.webhook_deliveries t",
            "t.state = 'waiting' and t.next_attempt_at <= {now}",
            "t.next_attempt_at",
            // By endpoint, as the index is.
            "t.endpoint_id in (select id from leadgen.webhook_endpoints) and t.state = 'parked'",
            "update leadgen.webhook_deliveries t set state = 'waiting', attempts = 0, next_attempt_at = {now}",
            "/admin/webhooks",
            "t.event_id",
            "t.tries -> -1 ->> 'error'"
        ),
        new(
            "nurture",
            "Nurture",
            "People in sequences whose next mail is due; who can't be looked at is tried again every quarter of an hour",
            "leadgen.nurture_enrolments t",
            "t.left_at is null and t.error is null and t.next_at <= {now} and t.sequence_id in (select id from leadgen.nurture_sequences where state = 'running')",
            "t.next_at",
            "t.left_at is null and t.error is not null",
            "update leadgen.nurture_enrolments t set next_at = {now}, error = null",
            "/marketing/nurture"
        ),
        new(
            "promises",
            "Promises",
            "Reminders and breaches of hand-offs that nobody has accepted or started",
            "leadgen.handoffs t",
            "t.state in ('open', 'accepted') and t.next_step_at <= {now}",
            "t.next_step_at",
            Path: "/insights/service-levels"
        ),
        new(
            "tasks",
            "Reminders",
            "Tasks whose time has come are called to mind",
            "leadgen.tasks t",
            "t.done_at is null and t.reminded_at is null and t.due_at <= {now}",
            "t.due_at",
            Path: "/tasks"
        ),
        new(
            "runs",
            "Passes over all leads",
            "After a model was published, and every night",
            "leadgen.rescore_runs t",
            "t.finished_at is null",
            "t.started_at",
            Path: "/marketing/scoring"
        ),
        new(
            "replays",
            "Replays",
            "A draft is tried on the whole history",
            "leadgen.replays t",
            "t.state in ('waiting', 'running')",
            "t.asked_at",
            "t.state = 'failed'",
            "update leadgen.replays t set state = 'waiting', error = null, finished_at = null",
            "/marketing/scoring/replay"
        ),
        new(
            "learning",
            "Learned scorecards",
            "A model is learned from what became of all past leads",
            "leadgen.learning_runs t",
            "t.state in ('waiting', 'running')",
            "t.asked_at",
            "t.state = 'failed'",
            "update leadgen.learning_runs t set state = 'waiting', error = null, finished_at = null",
            "/marketing/scoring/learn"
        ),
        new(
            "imports",
            "Imports",
            "Files of leads are checked, brought in and taken back; what failed goes on where it stopped",
            "leadgen.imports t",
            "t.state in ('checking', 'running', 'undoing')",
            "t.created_at",
            "t.state = 'failed' and t.failed_in is not null",
            "update leadgen.imports t set state = failed_in, failed_in = null, error = null, leased_until = null",
            "/marketing/imports"
        ),
    ];

    public static WorkKind? Find(string? key) => All.FirstOrDefault(kind => kind.Key == key);
}
