using System.Text.Json;
using LeadGen.Domain.Lifecycle;
using LeadGen.Testing;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Events;

public sealed class EventLogTests(PostgresServer server)
{
    [Fact]
    public async Task What_happens_to_a_lead_is_told_in_order_and_counted_from_one_without_a_gap()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var handoff = await api.NewHandoffAsync(app);
        var lead = handoff["lead_id"].GetGuid();
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Services.GetRequiredService<PromiseRoad>().DrainAsync(Cancel);
        var version = (await app.HandoffNowAsync(handoff.Id)).Version;
        await api.PostAnswerAsync($"/api/v1/handoffs/{handoff.Id}/accept", new { version });
        await api.PostAnswerAsync(
            "/api/v1/outcomes",
            new
            {
                lead_id = lead,
                result = "won",
                amount = 1200,
                currency = "EUR",
            }
        );

        var events = await EventsAsync(app, lead);

        Assert.Equal(
            [
                LeadEventTypes.Created,
                LeadEventTypes.StageChanged,
                LeadEventTypes.HandoffOpened,
                LeadEventTypes.HandoffBreached,
                LeadEventTypes.HandoffAccepted,
            ],
            events.Take(5).Select(told => told.Type)
        );
        Assert.Contains(LeadEventTypes.OutcomeRecorded, events.Skip(5).Select(told => told.Type));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(told => told.Sequence));
        Assert.Equal("api", PayloadOf(events[0]).GetProperty("channel").GetString());
        Assert.Equal("sql", PayloadOf(events[1]).GetProperty("to").GetString());
        Assert.Equal(handoff.Id, PayloadOf(events[2]).GetProperty("handoff_id").GetGuid());
        Assert.Equal("accept_breach", PayloadOf(events[3]).GetProperty("promise").GetString());
        Assert.Equal(
            (await app.MovesAsync(lead)).Count,
            events.Count(told => told.Type == LeadEventTypes.StageChanged)
        );
        Assert.All(events, told => Assert.DoesNotContain("@", told.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_tells_of_a_new_lead_and_a_second_one_of_facts_and_score_that_changed()
    {
        await using var app = await WebApp.StartAsync(server);
        await app.PublishAsync("bearings");
        using var visitor = app.Anonymous();
        async Task SendAsync(string company)
        {
            using var answer = await visitor.SubmitAsync(
                "/offers/bearings",
                null,
                ("email", "ada@told.example"),
                ("company", company),
                ("country", "DE")
            );
            Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
            await app.ScoredAsync();
        }

        await SendAsync("Told");
        var lead = (await app.LeadAsync("ada@told.example")).Id;
        var first = await EventsAsync(app, lead);
        Assert.Equal([(LeadEventTypes.Created, 1L)], first.Select(told => (told.Type, told.Sequence)));
        Assert.Equal("form", PayloadOf(first[0]).GetProperty("channel").GetString());
        var before = await ScoreAsync();

        await SendAsync("Told & Co");
        var events = await EventsAsync(app, lead);
        Assert.Equal([1L, 2, 3], events.Select(told => told.Sequence));
        Assert.Equal([LeadEventTypes.Updated, LeadEventTypes.ScoreChanged], events.Skip(1).Select(told => told.Type));
        Assert.Equal(
            ["company"],
            PayloadOf(events[1]).GetProperty("fields").EnumerateArray().Select(f => f.GetString())
        );
        var change = PayloadOf(events[2]);
        Assert.Equal(
            (before, await ScoreAsync()),
            (change.GetProperty("before").GetInt32(), change.GetProperty("score").GetInt32())
        );
        Assert.All(events, told => Assert.DoesNotContain("Told", told.Payload, StringComparison.Ordinal));

        // What is scored anew without anything that happened is not told.
        await app.DbAsync(db =>
            db.LeadScores.ExecuteUpdateAsync(all => all.SetProperty(score => score.Score, 7), Cancel)
        );
        await app.DbAsync(db =>
        {
            db.RescoreRequests.Add(Web.Data.RescoreQueue.Quiet(lead, MoveCause.ModelPublished, app.Clock.GetUtcNow()));
            return db.SaveChangesAsync(Cancel);
        });
        await app.ScoredAsync();
        Assert.Equal(3, (await EventsAsync(app, lead)).Count);

        Task<int> ScoreAsync() =>
            app.DbAsync(db => db.LeadScores.Where(s => s.LeadId == lead).Select(s => s.Score).SingleAsync(Cancel));
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_told()
    {
        await using var app = await WebApp.StartAsync(server);
        var (lead, _) = await app.HandedOverAsync();
        var before = (await EventsAsync(app, lead.Id)).Count;

        await app.DbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            var now = await db.Leads.SingleAsync(l => l.Id == lead.Id, Cancel);
            db.StageMoves.Add(
                now.MoveTo(
                    Stage.Sql,
                    MoveTrigger.HandRaise,
                    new MoveContext(app.Clock.GetUtcNow(), MoveCause.Touchpoint)
                )
            );
            await db.SaveChangesAsync(Cancel);
            await transaction.RollbackAsync(Cancel);
            return 0;
        });

        Assert.Equal(before, (await EventsAsync(app, lead.Id)).Count);
    }

    [Fact]
    public async Task Many_at_once_on_one_lead_leave_no_gap_and_no_double()
    {
        await using var app = await WebApp.StartAsync(server);
        var lead = await app.LeadAsync();
        var drafts = Enumerable
            .Range(0, 40)
            .Select(i => new EventDraft(
                Guid.CreateVersion7(app.Clock.GetUtcNow()),
                LeadEventTypes.StageChanged,
                lead.Id,
                app.Clock.GetUtcNow(),
                "{}"
            ))
            .Chunk(5);

        await Task.WhenAll(
            drafts.Select(some =>
                app.DbAsync(async db =>
                {
                    await EventLog.WriteAsync(db, some, Cancel);
                    return 0;
                })
            )
        );

        Assert.Equal(
            Enumerable.Range(1, 41).Select(i => (long)i),
            (await EventsAsync(app, lead.Id)).Select(told => told.Sequence)
        );
    }

    [Fact]
    public async Task Events_are_kept_for_thirty_days()
    {
        await using var app = await WebApp.StartAsync(server);
        var lead = await app.LeadAsync(Stage.Mql);
        Assert.Equal(2, (await EventsAsync(app, lead.Id)).Count);
        app.Clock.Advance(TimeSpan.FromDays(29.9));
        Assert.Equal(0, await app.DbAsync(db => EventLog.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
        app.Clock.Advance(TimeSpan.FromDays(0.2));

        Assert.Equal(2, await app.DbAsync(db => EventLog.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
        Assert.Empty(await EventsAsync(app, lead.Id));
    }

    private static JsonElement PayloadOf(LeadEvent told) => JsonDocument.Parse(told.Payload).RootElement;

    private static Task<List<LeadEvent>> EventsAsync(WebApp app, Guid lead) =>
        app.DbAsync(db =>
            db.Set<LeadEvent>()
                .AsNoTracking()
                .Where(told => told.LeadId == lead)
                .OrderBy(told => told.Sequence)
                .ToListAsync(Cancel)
        );
}
