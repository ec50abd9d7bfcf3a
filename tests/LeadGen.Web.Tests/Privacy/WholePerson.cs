using System.Net;
using System.Text;
using LeadGen.Domain.Leads;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>Somebody who left something in every table that holds something of people, by the doors of the app wherever there is one.</summary>
internal static class WholePerson
{
    /// <summary>What tells who they are, or is in their own words or about them.</summary>
    public static readonly string[] Values =
    [
        "zelda",
        "quuxington",
        "quux-antriebe",
        "Quux Antriebe",
        "8675309",
        "forty quuxed presses",
        "quuxed chat",
        "quuxed summary",
        "quuxed service",
        "quuxed note",
        "quuxed reason",
        "quuxed task",
        "quuxed letter",
        "quuxed merge",
        "quuxed held",
        "quuxed-click",
        "quuxed-path",
    ];

    public static async Task<Lead> LiveAsync(WebApp app, string email)
    {
        using var api = await app.WithFullKeyAsync();
        var visitor = Guid.CreateVersion7(app.Clock.GetUtcNow());
        (
            await api.PostAnswerAsync(
                "/api/v1/touchpoints",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            kind = "page_view",
                            visitor_id = visitor,
                            path = "/quuxed-path",
                            properties = new { click = "quuxed-click" },
                        },
                    },
                }
            )
        ).Is(HttpStatusCode.Accepted);
        var lead = await app.TakePaperAsync(
            email,
            ticks: true,
            ("first_name", "Zelda"),
            ("last_name", "Quuxington"),
            ("company", "Quux Antriebe"),
            ("phone", "+49 30 8675309"),
            ("message", "Do you take forty quuxed presses?"),
            ("next_step", "question")
        );
        (
            await api.PostAnswerAsync(
                "/api/v1/conversations",
                new
                {
                    external_id = "quux-1",
                    email,
                    visitor_id = visitor,
                    messages = new[]
                    {
                        new
                        {
                            at = app.Clock.GetUtcNow(),
                            from = "visitor",
                            text = "A quuxed chat",
                        },
                    },
                    intent = "stated",
                    summary = "A quuxed summary",
                }
            )
        ).IsDone();
        (
            await api.PostAnswerAsync(
                "/api/v1/service-requests",
                new
                {
                    email,
                    request = "A quuxed service",
                    reported_by = "Sam",
                }
            )
        ).IsDone();
        await HoldAsync(app, email);
        await app.ScoredAsync();
        await WorkAsync(app, api, lead);
        await InsertAsync(app, lead.Id);
        return lead;
    }

    private static void IsDone(this Answer answer) =>
        Assert.True(answer.Http.IsSuccessStatusCode, $"{answer.Status}: {answer.Json}");

    /// <summary>All that is in the database, as text.</summary>
    public static async Task<string> DumpAsync(WebApp app)
    {
        var all = new StringBuilder();
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(Cancel);
        foreach (var table in await TablesAsync(app, "."))
        {
            await using var rows = new NpgsqlCommand($"select t::text from leadgen.\"{table}\" t", connection);
            await using var reader = await rows.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                all.Append(table).Append(": ").AppendLine(reader.GetString(0));
            }
        }

        return all.ToString();
    }

    /// <summary>The tables that have a column named by this regular expression of Postgres.</summary>
    public static Task<List<string>> TablesAsync(WebApp app, string columns) =>
        app.DbAsync(db =>
            db.Database.SqlQuery<string>(
                    $"""
                    select distinct c.table_name::text as "Value" from information_schema.columns c
                    join information_schema.tables t using (table_schema, table_name)
                    where c.table_schema = 'leadgen' and t.table_type = 'BASE TABLE' and c.column_name ~ {columns} order by 1
                    """
                )
                .ToListAsync(Cancel)
        );

    /// <summary>A form of theirs waits in quarantine, with another way to write their address.</summary>
    private static async Task HoldAsync(WebApp app, string email)
    {
        using var visitor = app.Anonymous();
        using var answer = await visitor.FillAsync(
            PrivacySteps.Paper,
            [
                .. await visitor.FormAsync(),
                new("email", email.ToUpperInvariant()),
                new("first_name", "Zelda"),
                new("last_name", "Quuxington"),
                new("company", "Quux Antriebe"),
                new("country", "DE"),
                new("message", "A quuxed held question"),
                new(SpamTrap.Field, "x"),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(1, await app.CountAsync("submissions where state = 'quarantined'"));
    }

    /// <summary>A rep works on it, with notes, a mail and a task.</summary>
    private static async Task WorkAsync(WebApp app, HttpClient api, Lead lead)
    {
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var handoff = await app.DbAsync(db => db.Handoffs.Where(h => h.LeadId == lead.Id).FirstAsync(Cancel));
        await app.ChooseAsync(rep, NotifyBy.AtOnce);
        await app.TellAsync(rep.Id, handoff);
        (
            await api.PostAnswerAsync(
                "/api/v1/outcomes",
                new
                {
                    lead_id = lead.Id,
                    result = "opportunity",
                    reason = "A quuxed reason",
                }
            )
        ).Is(HttpStatusCode.Created);
        await using var scope = app.Services.CreateAsyncScope();
        var now = app.Clock.GetUtcNow();
        var refused = await scope
            .ServiceProvider.GetRequiredService<LetterDesk>()
            .SendAsync(
                new Letter(
                    Guid.CreateVersion7(now),
                    lead.Id,
                    rep.Id,
                    "Rita",
                    "rita@staff.example",
                    "Prices",
                    "A quuxed letter"
                ),
                Cancel
            );
        Assert.Null(refused);
    }

    /// <summary>What takes days or a whole replay to come about.</summary>
    private static Task<int> InsertAsync(WebApp app, Guid lead) =>
        app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.tasks (id, lead_id, title, due_at, staff_id, created_by, created_at)
                values ({Guid.CreateVersion7(now)}, {lead}, 'A quuxed task', {now}, {Guid.Empty}, 'Rita', {now})
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.handoff_steps (handoff_id, step, at)
                select id, 'accept_reminder', {now} from leadgen.handoffs where lead_id = {lead} limit 1
                on conflict do nothing
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"update leadgen.handoffs set note = 'A quuxed note' where lead_id = {lead}",
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.replays (id, state, model, against_version, asked_at, done, total, fence, entering, leaving)
                select {Guid.CreateVersion7(
                    now
                )}, 'done', model, 1, {now}, 0, 0, 0, 0, 0 from leadgen.scoring_models limit 1
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.replayed_leads (replay_id, enters, at, lead_id, score, score_before, why)
                select id, true, {now}, {lead}, 1, 0, 'A quuxed why' from leadgen.replays limit 1
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.shadow_models (id, model, started_at)
                select {Guid.CreateVersion7(now)}, model, {now} from leadgen.scoring_models limit 1
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.shadow_mqls (shadow_id, lead_id, day, in_force_too)
                select id, {lead}, current_date, true from leadgen.shadow_models limit 1
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.lead_merges (id, lead_id, survivor_id, merged_at, merged_by, why, handoffs, undone_at)
                values ({Guid.CreateVersion7(now)}, {Guid.CreateVersion7(
                    now
                )}, {lead}, {now}, 'Rita', 'A quuxed merge', '[]', {now})
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.lead_keys (lead_id, kind, value) values ({lead}, 'phone', '49308675309')
                on conflict do nothing
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.handouts (offer_id, lead_id, submission_id, asked_at, given_at)
                select offer_id, lead_id, id, {now}, {now} from leadgen.submissions where lead_id = {lead} limit 1
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.pool_items (id, offer_id, added_at, taken_at, lead_id)
                select {Guid.CreateVersion7(
                    now
                )}, offer_id, {now}, {now}, lead_id from leadgen.handouts where lead_id = {lead}
                """,
                Cancel
            );
            await db.Database.ExecuteSqlAsync(
                $"""
                with sequence as (
                    insert into leadgen.nurture_sequences (id, name, entry_kind, entry_value, steps, state, enters_since,
                        entered_until, created_at, updated_at, updated_by, version)
                    values ({Guid.CreateVersion7(
                        now
                    )}, 'News', 'stage', 'lead', '[]', 'draft', {now}, {now}, {now}, {now}, 'Mia', 1) returning id),
                enrolment as (
                    insert into leadgen.nurture_enrolments (id, sequence_id, lead_id, entered_at, position, next_at)
                    select {Guid.CreateVersion7(now)}, id, {lead}, {now}, 1, {now.AddYears(1)} from sequence
                    returning id, sequence_id)
                insert into leadgen.nurture_mailings (enrolment_id, step_id, sequence_id, lead_id, mail_id, at, counts)
                select id, {Guid.CreateVersion7(now)}, sequence_id, {lead}, {Guid.CreateVersion7(
                    now
                )}, {now}, true from enrolment
                """,
                Cancel
            );
            return await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.rescore_requests (id, lead_id, cause, moves, error)
                values ({Guid.CreateVersion7(now)}, {lead}, 'touchpoint', false, 'parked')
                """,
                Cancel
            );
        });
}
