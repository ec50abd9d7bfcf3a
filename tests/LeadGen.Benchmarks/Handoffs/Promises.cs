using System.Diagnostics;
using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>
/// A hundred thousand steps that are due, two instances of the app, and one of them frozen amid a batch until long after its claim has
/// ended. Each step must have had its effects once.
/// </summary>
internal static class Promises
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(20);

    public static async Task RunAsync(string connectionString, string folder, NpgsqlDataSource source, Bars bars)
    {
        await source.RunAsync(AllDue);
        await source.RunAsync("vacuum (analyze) leadgen.handoffs, leadgen.handoff_steps");
        var due = await source.ValueAsync<long>(Due);
        await using (var one = await AppProcess.StartAsync(connectionString, folder, settings: Desk.Settings))
        await using (var other = await AppProcess.StartAsync(connectionString, folder, settings: Desk.Settings))
        {
            var clock = Stopwatch.StartNew();
            await UntilAsync(source, clock, due * 9 / 10);
            await FreezeAmidBatchAsync(one, source);
            var begun = clock.Elapsed;
            Console.WriteLine(Bars.Invariant($"one of two frozen amid a batch after {begun.TotalSeconds:0} s"));
            while (clock.Elapsed - begun < Frozen)
            {
                await Task.Delay(200);
            }

            await one.SignalAsync("-CONT");
            await UntilAsync(source, clock, 0);
            Console.WriteLine(
                Bars.Invariant(
                    $"{due:N0} steps in {clock.Elapsed.TotalSeconds:0} s: {due / clock.Elapsed.TotalSeconds:N0} /s"
                )
            );
            // Whatever the frozen one still had in mind.
            await Task.Delay(TimeSpan.FromSeconds(10));
        }

        await using var command = source.CreateCommand(Effects);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            var (wanted, once) = (row.GetInt64(1), row.GetInt64(2));
            bars.Add(
                $"{row.GetString(0)}, each once",
                Bars.Invariant($"{once:N0} of {wanted:N0}, {row.GetInt64(3)} doubled"),
                "all, 0 doubled",
                once == wanted && row.GetInt64(3) == 0
            );
        }
    }

    /// <summary>Where nothing of it was under way it goes on for a moment, and is stopped again.</summary>
    private static async Task FreezeAmidBatchAsync(AppProcess app, NpgsqlDataSource source)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            await app.SignalAsync("-STOP");
            await Task.Delay(TimeSpan.FromSeconds(3));
            if (await source.ValueAsync<bool>(StandsStill))
            {
                return;
            }

            await app.SignalAsync("-CONT");
            await Task.Delay(Random.Shared.Next(50, 500));
        }

        throw new InvalidOperationException("The app was never amid a batch.");
    }

    private static async Task UntilAsync(NpgsqlDataSource source, Stopwatch clock, long left)
    {
        while (await source.ValueAsync<long>(Due) > left)
        {
            if (clock.Elapsed > AtMost)
            {
                throw new InvalidOperationException("The steps were not done in time.");
            }

            await Task.Delay(200);
        }
    }

    private const string Due =
        "select count(*) from leadgen.handoffs where state in ('open', 'accepted') and next_step_at <= now()";

    private const string StandsStill = """
        select exists (select from pg_stat_activity where datname = current_database() and application_name = 'leadgen batch'
            and xact_start < clock_timestamp() - interval '2.5 seconds' and wait_event_type = 'Client')
        """;

    /// <summary>Of each of the five steps a fifth: what comes before it was done, what comes after it is hours away.</summary>
    private const string AllDue = """
        set search_path to leadgen, public;
        truncate handoff_steps, notifications;
        update handoffs h set
            state = case when step < 3 then 'open' else 'accepted' end, version = 1, before = null, closed_at = null, started_at = null,
            reason = null, note = null, until = null, checklist = '{}', lapsed_by = '[]', last_actor = null, last_action_at = null,
            last_actor_id = null, owner_id = owner, team_id = team,
            opened_at = opened, accept_due = opened + interval '24 hours',
            accepted_at = accepted, start_due = accepted + interval '24 hours',
            assignments = jsonb_build_array(jsonb_build_object('at', opened, 'by', 'routed', 'why', 'Whose turn it is.',
                'team_id', team, 'owner_id', owner)),
            breaches = case step when 2 then jsonb_build_array(jsonb_build_object('promise', 'accept_breach',
                'due', opened + interval '24 hours', 'recorded_at', opened + interval '24 hours', 'owner_id', owner)) else '[]' end,
            next_step_at = case step when 0 then opened + interval '18 hours' when 1 then opened + interval '24 hours'
                when 2 then opened + interval '48 hours' when 3 then accepted + interval '18 hours' else accepted + interval '24 hours' end
        from (select id as one, n % 5 as step, nth(2, n % 20 + 1) as owner, nth(3, 1 + (n % 20 + 1) % 4) as team,
                now() - (array[20, 25, 49, 30, 35])[n % 5 + 1] * interval '1 hour' as opened,
                case when n % 5 > 2 then now() - (array[20, 25])[n % 5 - 2] * interval '1 hour' end as accepted
            from (select id, row_number() over (order by id) as n from handoffs) numbered) s
        where h.id = s.one;
        insert into handoff_steps (handoff_id, step, at)
            select id, 'accept_reminder', opened_at from handoffs where state = 'open' and accept_due < now()
            union all select id, 'accept_breach', accept_due from handoffs where state = 'open' and accept_due < now() - interval '24 hours'
            union all select id, 'start_reminder', accepted_at from handoffs where state = 'accepted' and start_due < now();
        """;

    /// <summary>
    /// Of each step: how many hand-offs it was due on, how many have it recorded with just the notifications and changes that belong to it,
    /// and how many have any of these more than once. Managers: the one administrator.
    /// </summary>
    private const string Effects = """
        set search_path to leadgen, public;
        with counted as (
            select handoff_id, kind, count(*) as n, count(distinct staff_id) as people from notifications group by handoff_id, kind),
        heard as (
            select handoff_id, jsonb_object_agg(kind, n) as told, bool_or(n > people) as doubled from counted group by handoff_id),
        done as (select handoff_id, count(*) as steps from handoff_steps group by handoff_id),
        one as (
            select h.*, told, doubled, steps, case when opened_at > now() - interval '23 hours' then 'accept reminders'
                when state = 'open' and accept_due > now() - interval '12 hours' then 'accept breaches with their re-offers'
                when state = 'open' then 'moves to the pool'
                when start_due > now() then 'start reminders' else 'start breaches' end as step
            from handoffs h left join heard on heard.handoff_id = h.id left join done on done.handoff_id = h.id)
        select step, count(*), count(*) filter (where case step
                when 'accept reminders' then told = '{"accept_reminder": 1}' and steps = 1 and breaches = '[]' and version = 1
                when 'accept breaches with their re-offers' then told = '{"accept_breach": 1, "offered": 1}' and steps = 2
                    and jsonb_array_length(breaches) = 1 and jsonb_array_length(assignments) = 2 and jsonb_array_length(lapsed_by) = 1
                    and owner_id is not null and assignments -> 0 ->> 'owner_id' <> owner_id::text
                when 'moves to the pool' then told = '{"pool": 1}' and steps = 3 and jsonb_array_length(breaches) = 1
                    and jsonb_array_length(assignments) = 2 and owner_id is null
                when 'start reminders' then told = '{"start_reminder": 1}' and steps = 1 and breaches = '[]' and version = 1
                else told = '{"start_breach": 2}' and steps = 2 and jsonb_array_length(breaches) = 1 end),
            count(*) filter (where doubled or jsonb_array_length(breaches) > 1 or jsonb_array_length(assignments) > 2)
        from one group by step order by step
        """;
}
