namespace LeadGen.Browser.Tests;

/// <summary>Leads that sales judged over half a year, for the pages that live on verdicts. They go again, since other pages count leads.</summary>
internal static class JudgedLeads
{
    // Of eight sources the earlier ones are the better, and firms of middle size; what sales rates afterwards tells all.
    public const string Put = """
        create table public.judged as
            select gen_random_uuid() as id, i, 8 - i % 8 as source, 1 + i * 37 % 900 as employees,
                now() - (400 - i) * interval '10 hours' as at,
                (i * 7919) % 100 < 6 + 9 * (8 - i % 8) + case when i * 37 % 900 between 200 and 500 then 15 else 0 end as good
            from generate_series(1, 400) i;
        update leadgen.scoring_models set published_at = now() - interval '300 days' where version = 1;
        insert into leadgen.leads (id, email, stage, facts, channel, first_touch, created_at, updated_at, event_sequence)
            select id, 'judged' || i || '@example.invalid', case when good then 'customer' else 'disqualified' end, '{}', 'form',
                jsonb_build_object('source', jsonb_build_object('name', 'Campaign ' || source)), at, at, 0
            from public.judged;
        insert into leadgen.fact_changes (id, lead_id, origin, effective_at, recorded_at, values)
            select gen_random_uuid(), id, 'person', at, at, jsonb_build_object('employees', employees::text) from public.judged
            union all
            select gen_random_uuid(), id, 'staff', now(), now(), '{"custom.rating": "hot"}' from public.judged where good;
        insert into leadgen.handoffs (id, lead_id, kind, state, opened_at, accept_due, closed_at, dossier, checklist, assignments, breaches, lapsed_by, version)
            select gen_random_uuid(), id, 'mql', case when good then 'qualified' else 'rejected' end, at, at + interval '1 day', at + interval '1 hour',
                jsonb_build_object('why', '', 'score', 40 + source * 10 + i % 9, 'fit_score', 0, 'engagement_score', 0, 'model_version', 1,
                    'contributions', '[]'::jsonb, 'facts', '{}'::jsonb, 'touchpoints', '[]'::jsonb), '{}', '[]', '[]', '[]', 1
            from public.judged;
        """;

    public const string Take = """
        delete from leadgen.handoffs where lead_id in (select id from public.judged);
        delete from leadgen.fact_changes where lead_id in (select id from public.judged);
        delete from leadgen.lead_scores where lead_id in (select id from public.judged);
        delete from leadgen.leads where id in (select id from public.judged);
        drop table public.judged;
        """;
}
