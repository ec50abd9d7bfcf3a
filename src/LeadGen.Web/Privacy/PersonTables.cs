namespace LeadGen.Web.Privacy;

/// <summary>A table that holds something of people.</summary>
/// <param name="Rows">Which of its rows (<c>t</c>) are those of the leads <c>$1</c>.</param>
/// <param name="Erase">
/// Removes them, or leaves a count without a person: <c>$1</c> the leads, <c>$2</c> an id that is nobody's and keeps together what one
/// person did, <c>$3</c> the instant.
/// </param>
/// <param name="Shown">Is it handed out to the person themself?</param>
public sealed record PersonTable(string Name, string Rows, string Erase, bool Shown = true);

/// <summary>
/// Everywhere that something of a person is held, in the order in which it is erased. Whoever adds a table with something of people adds
/// it here: a test reads the schema and says so.
/// </summary>
public static class PersonTables
{
    /// <summary>Of a table that stands here twice, or whose rows are found by others of theirs.</summary>
    public const string FoundOtherwise = "false";

    private const string Own = "t.lead_id = any($1)";

    private const string Addresses = "select email from leadgen.lead_identities where lead_id = any($1)";

    /// <summary>The forms in quarantine that came with an address of theirs.</summary>
    private const string HeldForms = $"select submission_id from leadgen.held_forms where email in ({Addresses})";

    /// <summary>A free text may say anything; one of the list of reasons tells nothing of anybody.</summary>
    private const string ListedReason =
        "reason = case when reason in (select key from leadgen.reasons union select label from leadgen.reasons) then reason end";

    public static readonly IReadOnlyList<PersonTable> All =
    [
        new("leads", "t.id = any($1)", ""),
        // Before the addresses: what is held in quarantine is nobody's yet, and found by its address alone.
        new(
            "submissions",
            $"t.id in (select id from leadgen.submissions where lead_id = any($1) union all {HeldForms})",
            $$"""
            update leadgen.submissions set lead_id = case when lead_id is null then null else $2 end, fields = '{}', content_hash = '',
                landing_page = null, state = case when state <> 'quarantined' then state when lead_id is null then 'deleted' else 'accepted' end
            where id in (select id from leadgen.submissions where lead_id = any($1) union all {{HeldForms}})
            """
        ),
        new(
            "held_forms",
            $"t.submission_id in ({HeldForms})",
            $"update leadgen.held_forms set form = null, email = null, decided_at = $3 where submission_id in ({HeldForms})"
        ),
        // One row of the settings says whose forms are never held; how they are read is told anew to every instance.
        new(
            "settings",
            $"case when t.key = 'spam' then {NamedIn("t")} else false end",
            $$"""
            with told as (
                update leadgen.settings t set value = (t.value::bigint + 1)::text where t.key = 'spam_version'
                    and exists (select from leadgen.settings s where case when s.key = 'spam' then {{NamedIn(
                "s"
            )}} else false end)
                returning 1)
            update leadgen.settings t set value = (t.value::jsonb || jsonb_build_object('allowed',
                (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements_text(t.value::jsonb -> 'allowed') one
                 where one not in ({{Addresses}}))))::text
            from told where t.key = 'spam'
            """,
            Shown: false
        ),
        Gone("lead_identities"),
        Gone("lead_keys", Own, shown: false),
        Gone("duplicates", "(t.low_id = any($1) or t.high_id = any($1))", shown: false),
        Gone("lead_merges", "(t.lead_id = any($1) or t.survivor_id = any($1))"),
        Gone("fact_changes"),
        new("handouts", Own, "delete from leadgen.handouts where lead_id = any($1) and given_at is null"),
        // What was given stays given, to nobody.
        new(
            "handouts",
            FoundOtherwise,
            "update leadgen.handouts set lead_id = gen_random_uuid(), submission_id = gen_random_uuid() where lead_id = any($1)",
            Shown: false
        ),
        new("pool_items", Own, "update leadgen.pool_items set lead_id = gen_random_uuid() where lead_id = any($1)"),
        Gone(
            "conversations",
            "(t.lead_id = any($1) or t.visitor_id in (select id from leadgen.visitors where lead_id = any($1)))"
        ),
        new(
            "touchpoints",
            Own,
            """
            update leadgen.touchpoints set lead_id = null, visitor_id = null, submission_id = null, path = null,
                source = jsonb_strip_nulls(jsonb_build_object('name', source -> 'name', 'medium', source -> 'medium', 'campaign', source -> 'campaign')),
                properties = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(properties) where key in ('intent', 'next_step', 'depth'))
            where lead_id = any($1)
            """
        ),
        new(
            "consents",
            "(t.lead_id = any($1) or t.visitor_id in (select id from leadgen.visitors where lead_id = any($1)))",
            """
            update leadgen.consents set lead_id = null, submission_id = null, visitor_id = null, ip_prefix = null
            where lead_id = any($1) or visitor_id in (select id from leadgen.visitors where lead_id = any($1))
            """
        ),
        new(
            "nurture_mailings",
            Own,
            "update leadgen.nurture_mailings set lead_id = $2, mail_id = gen_random_uuid() where lead_id = any($1)"
        ),
        // They were in it, and nothing comes to them any more.
        new(
            "nurture_enrolments",
            Own,
            """
            update leadgen.nurture_enrolments set lead_id = gen_random_uuid(), error = null,
                left_at = coalesce(left_at, $3), left_why = coalesce(left_why, 'erased')
            where lead_id = any($1)
            """
        ),
        // After what is found by it.
        Gone("visitors"),
        Gone("mails"),
        new(
            "mails",
            FoundOtherwise,
            """
            update leadgen.mails m set data = m.data || jsonb_build_object('subject', 'LeadGen has notifications for you', 'lines',
                (select coalesce(jsonb_agg(line), '[]') from jsonb_array_elements(m.data -> 'lines') line
                 where not line ->> 'path' in (select '/leads/' || id from unnest($1) id)))
            where m.staff_id is not null and m.kind in ('notice', 'digest') and exists (
                select from jsonb_array_elements(m.data -> 'lines') line
                where line ->> 'path' in (select '/leads/' || id from unnest($1) id))
            """,
            Shown: false
        ),
        Gone("service_requests"),
        Gone("tasks"),
        Gone("notifications", Own, shown: false),
        new(
            "handoff_steps",
            "t.handoff_id in (select id from leadgen.handoffs where lead_id = any($1))",
            "delete from leadgen.handoff_steps where handoff_id in (select id from leadgen.handoffs where lead_id = any($1))",
            Shown: false
        ),
        new("handoffs", Own, HandoffWithoutPerson),
        new(
            "stage_moves",
            Own,
            $"update leadgen.stage_moves set lead_id = $2, note = null, {ListedReason} where lead_id = any($1)"
        ),
        new("outcomes", Own, $"update leadgen.outcomes set lead_id = $2, {ListedReason} where lead_id = any($1)"),
        Gone("lead_scores"),
        Gone("rescore_requests", Own, shown: false),
        Gone("kept_answers", Own, shown: false),
        Gone(
            "webhook_deliveries",
            "t.event_id in (select id from leadgen.events where lead_id = any($1))",
            shown: false
        ),
        Gone("events"),
        Gone("replayed_leads", Own, shown: false),
        new(
            "shadow_mqls",
            Own,
            "update leadgen.shadow_mqls set lead_id = gen_random_uuid() where lead_id = any($1)",
            Shown: false
        ),
        // How far somebody came stays counted, of nobody.
        new(
            "funnel_leads",
            Own,
            "update leadgen.funnel_leads set lead_id = gen_random_uuid() where lead_id = any($1)",
            Shown: false
        ),
        new(
            "funnel_deals",
            Own,
            "update leadgen.funnel_deals set lead_id = $2, outcome_id = gen_random_uuid() where lead_id = any($1)",
            Shown: false
        ),
        new(
            "account_changes",
            FoundOtherwise,
            $"delete from leadgen.account_changes t where t.account_id in ({TheirsAlone})",
            Shown: false
        ),
        new("accounts", FoundOtherwise, $"delete from leadgen.accounts t where t.id in ({TheirsAlone})", Shown: false),
        // Last of all, as the others are found by it.
        new("leads", FoundOtherwise, "delete from leadgen.leads where id = any($1)", Shown: false),
    ];

    /// <summary>Tables that name a lead, a visitor or a submission and hold nothing of the person.</summary>
    public static readonly IReadOnlyList<string> HoldNothing = ["erasures"];

    /// <summary>Does this row of the settings hold an address of theirs?</summary>
    private static string NamedIn(string row) =>
        $"exists (select from jsonb_array_elements_text({row}.value::jsonb -> 'allowed') one where one in ({Addresses}))";

    /// <summary>Accounts that have no other lead.</summary>
    private const string TheirsAlone = """
        select own.account_id from leadgen.leads own where own.id = any($1)
            and not exists (select from leadgen.leads other where other.account_id = own.account_id and not other.id = any($1))
        """;

    /// <summary>What was open is closed, and evidence, notes and words go; times, states, owners and points stay for the counts.</summary>
    private const string HandoffWithoutPerson = """
        update leadgen.handoffs h set lead_id = $2, note = null, before = null, next_step_at = null, version = version + 1,
            state = case when state in ('open', 'accepted', 'started') then 'superseded' else state end,
            last_actor = case when closed_at is null then 'system' else last_actor end,
            last_action_at = case when closed_at is null then $3 else last_action_at end,
            closed_at = coalesce(closed_at, $3),
            checklist = (select coalesce(jsonb_object_agg(key, case jsonb_typeof(value) when 'object' then value - 'note' else value end), '{}')
                from jsonb_each(h.checklist)),
            dossier = (h.dossier - 'question') || jsonb_build_object('why', 'Erased', 'facts', '{}'::jsonb, 'touchpoints', '[]'::jsonb,
                'contributions', (select coalesce(jsonb_agg((one - 'note') || '{"touchpoints": []}'), '[]')
                    from jsonb_array_elements(h.dossier -> 'contributions') one))
        where lead_id = any($1)
        """;

    private static PersonTable Gone(string name, string rows = Own, bool shown = true) =>
        new(name, rows, $"delete from leadgen.{name} t where {rows}", shown);
}
