using System.Text.Json;
using LeadGen.Domain.Lifecycle;
using LeadGen.Testing;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
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
                LeadEventTypes.StageChanged,
                LeadEventTypes.HandoffOpened,
                LeadEventTypes.HandoffBreached,
                LeadEventTypes.HandoffAccepted,
            ],
            events.Take(4).Select(told => told.Type)
        );
        Assert.Contains(LeadEventTypes.OutcomeRecorded, events.Skip(4).Select(told => told.Type));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(told => told.Sequence));
        Assert.Equal("sql", PayloadOf(events[0]).GetProperty("to").GetString());
        Assert.Equal(handoff.Id, PayloadOf(events[1]).GetProperty("handoff_id").GetGuid());
        Assert.Equal("accept_breach", PayloadOf(events[2]).GetProperty("promise").GetString());
        Assert.Equal(
            (await app.MovesAsync(lead)).Count,
            events.Count(told => told.Type == LeadEventTypes.StageChanged)
        );
        Assert.All(events, told => Assert.DoesNotContain("@", told.Payload, StringComparison.Ordinal));
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
            Enumerable.Range(1, 40).Select(i => (long)i),
            (await EventsAsync(app, lead.Id)).Select(told => told.Sequence)
        );
    }

    [Fact]
    public async Task Events_are_kept_for_thirty_days()
    {
        await using var app = await WebApp.StartAsync(server);
        var lead = await app.LeadAsync(Stage.Mql);
        Assert.Single(await EventsAsync(app, lead.Id));
        app.Clock.Advance(TimeSpan.FromDays(29.9));
        Assert.Equal(0, await app.DbAsync(db => EventLog.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
        app.Clock.Advance(TimeSpan.FromDays(0.2));

        Assert.Equal(1, await app.DbAsync(db => EventLog.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
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
