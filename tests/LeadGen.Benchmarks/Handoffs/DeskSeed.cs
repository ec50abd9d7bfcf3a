using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>Teams, reps, and many leads with an open hand-off each, as the scorer and the reps would have left them; set by set.</summary>
internal static class DeskSeed
{
    public static async Task RunAsync(NpgsqlDataSource source, int handoffs)
    {
        await source.RunAsync(Functions);
        await source.RunAsync(Staff);
        await source.RunAsync(Leads.Replace("$1", Bars.Invariant($"{handoffs}"), StringComparison.Ordinal));
        await source.RunAsync(Open.Replace("$1", Bars.Invariant($"{handoffs}"), StringComparison.Ordinal));
        await source.RunAsync("vacuum (analyze)");
    }

    /// <summary>The nth id of a kind, as the app would have made it some weeks ago, and a fact that its person has told.</summary>
    private const string Functions = """
        create function leadgen.nth(kind int, n bigint) returns uuid immutable language sql as $$
            select (lpad(to_hex((extract(epoch from timestamptz '2026-10-01') * 1000)::bigint + kind * 100000000 + n), 12, '0')
                || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid $$;
        create function leadgen.fact(value text) returns jsonb immutable language sql as $$
            select jsonb_build_object('value', value, 'origin', 'person', 'at', '2026-10-01T10:00:00Z') $$;
        """;

    /// <summary>
    /// Four teams of five reps, and a small one of the administrator, who is the manager as well. The daily pass has just been, so that no
    /// scoring goes on beside.
    /// </summary>
    private const string Staff = """
        set search_path to leadgen, public;
        insert into settings (key, value) values ('routing_version', '1')
            on conflict (key) do update set value = (settings.value::bigint + 1)::text;
        update rescore_runs set finished_at = now() where finished_at is null;
        insert into rescore_runs (id, cause, started_at, cursor, done, total, finished_at)
            select nth(1, 1), 'time', now(), gen_random_uuid(), 0, 0, now();
        insert into users (id, display_name, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed,
                security_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select nth(2, n), 'Rep ' || n, now(), mail, upper(mail), mail, upper(mail), true, md5(mail), false, false, true, 0
            from generate_series(1, 20) n cross join lateral (select 'rep' || n || '@bench.example') one (mail);
        insert into user_roles (user_id, role_id)
            select u.id, r.id from users u join roles r on r.name = case when u.email like 'rep%' then 'SalesRep' else 'SalesManager' end;
        insert into teams (id, name, time_zone, hours, holidays, is_default)
            select nth(3, n), case n when 5 then 'Small' else 'Team ' || n end, 'UTC', '[]', '[]', false
            from generate_series(1, 5) n;
        insert into team_turns (team_id, clock, positions) select id, 0, '{}' from teams on conflict do nothing;
        insert into team_members (team_id, staff_id, capacity, active)
            select t.id, u.id, 1, true from teams t join users u on
                t.name = 'Team ' || (1 + split_part(substr(u.email, 4), '@', 1)::int % 4) where u.email like 'rep%'
            union all select t.id, u.id, 1, true from teams t cross join users u where t.name = 'Small' and u.email not like 'rep%';
        """;

    private const string Leads = """
        insert into leadgen.accounts (id, domain, facts, created_at, updated_at)
            select leadgen.nth(4, n), 'plant' || n || '.example', '{}', now(), now()
            from generate_series(1, 20000) n;
        insert into leadgen.leads (id, email, stage, facts, account_id, channel, first_touch, last_touch, created_at, updated_at)
            select leadgen.nth(5, n), 'ada.' || n || '@plant' || n % 20000 + 1 || '.example', 'mql',
                jsonb_build_object(
                    'first_name', leadgen.fact('Name' || n % 50), 'last_name', leadgen.fact('Number ' || n), 'company', leadgen.fact('Plant ' || n % 20000 + 1),
                    'country', leadgen.fact((array['DE', 'FR', 'NL', 'US', 'GB'])[n % 5 + 1]), 'job_title', leadgen.fact('Head of maintenance'),
                    'phone', leadgen.fact('+49 30 ' || 1000000 + n), 'employees', leadgen.fact('420')),
                leadgen.nth(4, n % 20000 + 1), 'form', touch, touch, now() - interval '30 days', now()
            from generate_series(1, $1) n
            cross join (select '{"at": "2026-04-12T10:59:20Z", "source": {"name": "google", "medium": "cpc"}, "channel": "form"}'::jsonb) t (touch);
        insert into leadgen.lead_identities (email, lead_id) select email, id from leadgen.leads;
        insert into leadgen.lead_scores (lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, stage, scored_at)
            select id, 1, 60, 50, 110, 110, true, false, stage, now() from leadgen.leads;
        """;

    /// <summary>
    /// Of ten six are open, two accepted and two started; a fifth of the open ones is unclaimed, a third of those with a promise is late by
    /// up to half a day. The administrator has few of very many.
    /// </summary>
    private const string Open = """
        insert into leadgen.handoffs (id, lead_id, kind, state, owner_id, opened_at, accept_due, accepted_at, start_due, started_at,
                last_actor, last_action_at, checklist, dossier, version, team_id, assignments, breaches, lapsed_by)
            select leadgen.nth(6, n), l.id, 'mql', state, owner, due - interval '24 hours', due,
                case when state <> 'open' then now() - interval '2 hours' end, case when state <> 'open' then due end,
                case when state = 'started' then now() - interval '1 hour' end, case when state <> 'open' then 'Rep' end,
                case when state <> 'open' then now() - interval '1 hour' end, '{}', dossier, 1, team,
                jsonb_build_array(jsonb_build_object('at', now(), 'by', 'routed', 'why', 'Whose turn it is.', 'team_id', team, 'owner_id', owner)),
                '[]', '[]'
            from generate_series(1, $1) n
            join leadgen.leads l on l.id = leadgen.nth(5, n)
            cross join lateral (select
                case when n % 10 < 6 then 'open' when n % 10 < 8 then 'accepted' else 'started' end,
                now() - interval '12 hours' + (n * 7919 % 129600) * interval '1 second',
                case when n % 500 = 1 then 'Small' else 'Team ' || n % 4 + 1 end,
                case when n % 10 < 6 and n % 5 = 0 then null when n % 2500 = 1 then 0 else n % 20 + 1 end) d (state, due, team_name, rep)
            cross join lateral (select (select id from leadgen.teams where name = team_name)) t (team)
            cross join lateral (select (select id from leadgen.users where rep = 0 and email not like 'rep%'
                or email = 'rep' || rep || '@bench.example')) o (owner)
            cross join (select jsonb_build_object(
                'why', 'Score 110; Webinar attended; Pricing page; Employees 201 to 1,000', 'score', 110, 'fit_score', 60,
                'engagement_score', 50, 'model_version', 1, 'facts', '{"country": "DE", "employees": "420"}'::jsonb,
                'contributions', (select jsonb_agg(jsonb_build_object('label', 'What counted ' || i, 'points', 10, 'criterion', 'counted_' || i,
                    'dimension', 'engagement', 'touchpoints', jsonb_build_array(gen_random_uuid(), gen_random_uuid()))) from generate_series(1, 11) i),
                'touchpoints', (select jsonb_agg(jsonb_build_object('at', now() - i * interval '1 day', 'id', gen_random_uuid(),
                    'kind', 'page_view', 'path', '/pricing/' || i)) from generate_series(1, 10) i))) e (dossier);
        """;
}
