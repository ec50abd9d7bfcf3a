using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Handoffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

public sealed class OutcomeDeskTests(WebApp app) : IClassFixture<WebApp>
{
    public static readonly TheoryData<Stage, OutcomeResult, string> Ways = new()
    {
        { Stage.Lead, OutcomeResult.Opportunity, "sql* opportunity" },
        { Stage.Lead, OutcomeResult.Won, "sql* opportunity* customer" },
        { Stage.Lead, OutcomeResult.Lost, "sql* opportunity* recycled" },
        { Stage.Mql, OutcomeResult.Won, "sql* opportunity* customer" },
        { Stage.ServiceQualified, OutcomeResult.Opportunity, "sql* opportunity" },
        { Stage.Sql, OutcomeResult.Opportunity, "opportunity" },
        { Stage.Sql, OutcomeResult.Won, "opportunity* customer" },
        { Stage.Sql, OutcomeResult.Lost, "opportunity* recycled" },
        { Stage.Opportunity, OutcomeResult.Opportunity, "" },
        { Stage.Opportunity, OutcomeResult.Won, "customer" },
        { Stage.Opportunity, OutcomeResult.Lost, "recycled" },
        { Stage.Customer, OutcomeResult.Opportunity, "opportunity" },
        { Stage.Customer, OutcomeResult.Won, "" },
        { Stage.Customer, OutcomeResult.Lost, "recycled" },
        { Stage.Recycled, OutcomeResult.Won, "sql* opportunity* customer" },
        { Stage.Recycled, OutcomeResult.Lost, "" },
        { Stage.Disqualified, OutcomeResult.Opportunity, "sql* opportunity" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task At_any_stage_an_outcome_moves_the_lead_and_tells_the_skipped_stages(
        Stage from,
        OutcomeResult result,
        string way
    )
    {
        var lead = await app.LeadAsync(from);
        var before = (await app.MovesAsync(lead.Id)).Count;

        Assert.IsType<RecordingResult.Recorded>(await RecordAsync(new(lead.Id, result, "Mina")));

        var moves = (await app.MovesAsync(lead.Id)).Skip(before).ToList();
        Assert.Equal(way, string.Join(' ', moves.Select(move => Domain.Terms.Of(move.To) + (move.Implied ? "*" : ""))));
        Assert.All(moves, move => Assert.Equal((MoveTrigger.Outcome, 110), (move.Trigger, move.Score)));
        Assert.Single(await OutcomesAsync(lead.Id));
    }

    [Theory]
    [InlineData("timing", Stage.Recycled, HandoffState.Recycled)]
    [InlineData("Not A Fit", Stage.Disqualified, HandoffState.Disqualified)]
    [InlineData("bad_data", Stage.Disqualified, HandoffState.Disqualified)]
    [InlineData("they moved to Mars", Stage.Recycled, HandoffState.Recycled)]
    [InlineData(null, Stage.Recycled, HandoffState.Recycled)]
    public async Task A_lost_one_is_recycled_or_disqualified_by_the_type_of_its_reason_and_its_hand_off_with_it(
        string? reason,
        Stage stage,
        HandoffState state
    )
    {
        var (lead, handoff) = await app.HandedOverAsync();

        Assert.IsType<RecordingResult.Recorded>(
            await RecordAsync(new(lead.Id, OutcomeResult.Lost, "Mina", Reason: reason))
        );

        Assert.Equal(stage, (await app.LeadNowAsync(lead.Id)).Stage);
        var closed = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal((state, "Mina"), (closed.State, closed.LastActor));
        Assert.True(closed.Reason is null || Reason.Defaults.Any(known => known.Key == closed.Reason));
    }

    [Theory]
    [InlineData(OutcomeResult.Opportunity)]
    [InlineData(OutcomeResult.Won)]
    public async Task A_gain_confirms_the_open_hand_off_though_nobody_had_accepted_it(OutcomeResult result)
    {
        var (lead, handoff) = await app.HandedOverAsync();

        await RecordAsync(new(lead.Id, result, "Mina", 12_500.50m, "eur"));

        var closed = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal(HandoffState.Qualified, closed.State);
        Assert.NotNull(closed.AcceptedAt);
        Assert.NotNull(closed.StartedAt);
        var outcome = Assert.Single(await OutcomesAsync(lead.Id));
        Assert.Equal((12_500.50m, "EUR", "Mina"), (outcome.Amount, outcome.Currency, outcome.Actor));
        Assert.All((await app.MovesAsync(lead.Id)).Skip(1), move => Assert.Equal(handoff.Id, move.HandoffId));
    }

    [Fact]
    public async Task A_customer_is_one_since_the_sale_not_since_it_was_told()
    {
        var lead = await app.LeadAsync(Stage.Sql);
        var sold = app.Clock.GetUtcNow().AddDays(-9);

        await RecordAsync(new(lead.Id, OutcomeResult.Won, "Mina", OccurredAt: sold.ToOffset(TimeSpan.FromHours(2))));

        var since = (await app.LeadNowAsync(lead.Id)).CustomerSince;
        Assert.Equal(sold, since!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task The_same_outcome_sent_again_is_recorded_once()
    {
        var (lead, other) = (await app.LeadAsync(Stage.Sql), await app.LeadAsync(Stage.Sql));
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        var entry = new OutcomeEntry(lead.Id, OutcomeResult.Opportunity, "Mina", Id: id);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RecordAsync(entry)));

        Assert.Equal(7, results.Count(result => result is RecordingResult.Recorded { Again: true }));
        Assert.Single(await OutcomesAsync(lead.Id));
        Assert.Equal(2, (await app.MovesAsync(lead.Id)).Count);
        var stolen = await RecordAsync(entry with { LeadId = other.Id });
        Assert.Equal(["id"], Assert.IsType<RecordingResult.Invalid>(stolen).Errors.Keys);
    }

    [Fact]
    public async Task What_can_not_be_is_refused_with_its_field_and_nothing_moves()
    {
        var lead = await app.LeadAsync(Stage.Sql);
        var good = new OutcomeEntry(lead.Id, OutcomeResult.Won, "Mina");
        var now = app.Clock.GetUtcNow();

        Assert.Equal("amount", await WrongAsync(good with { Amount = -0.01m }));
        Assert.Equal("amount", await WrongAsync(good with { Amount = Outcome.AmountMax + 0.01m }));
        Assert.Equal("amount", await WrongAsync(good with { Amount = 1.005m }));
        Assert.Equal("currency", await WrongAsync(good with { Currency = "Euro" }));
        Assert.Equal("currency", await WrongAsync(good with { Currency = "E1R" }));
        Assert.Equal("reason", await WrongAsync(good with { Reason = new string('x', Outcome.ReasonMaxLength + 1) }));
        Assert.Equal("reason", await WrongAsync(good with { Reason = "a\0b" }));
        Assert.Equal("occurred_at", await WrongAsync(good with { OccurredAt = now.AddMinutes(6) }));
        Assert.Equal("occurred_at", await WrongAsync(good with { OccurredAt = DateTimeOffset.MinValue }));
        Assert.Equal("result", await WrongAsync(good with { Result = (OutcomeResult)7 }));
        Assert.Equal(Stage.Sql, (await app.LeadNowAsync(lead.Id)).Stage);

        async Task<string> WrongAsync(OutcomeEntry entry) =>
            Assert.Single(Assert.IsType<RecordingResult.Invalid>(await RecordAsync(entry)).Errors).Key;
    }

    [Fact]
    public async Task The_largest_amount_and_a_clock_a_little_ahead_are_taken()
    {
        var lead = await app.LeadAsync(Stage.Sql);
        var ahead = app.Clock.GetUtcNow().AddMinutes(4);

        await RecordAsync(new(lead.Id, OutcomeResult.Won, "Mina", Outcome.AmountMax, OccurredAt: ahead));

        var outcome = Assert.Single(await OutcomesAsync(lead.Id));
        Assert.Equal(Outcome.AmountMax, outcome.Amount);
        Assert.True(outcome.OccurredAt < ahead);
    }

    [Fact]
    public async Task Of_a_lead_that_is_not_there_nothing_is_recorded() =>
        Assert.IsType<RecordingResult.NoSuchLead>(await RecordAsync(new(Guid.AllBitsSet, OutcomeResult.Won, "Mina")));

    private async Task<RecordingResult> RecordAsync(OutcomeEntry entry)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutcomeDesk>().RecordAsync(entry, Cancel);
    }

    private Task<List<Outcome>> OutcomesAsync(Guid leadId) =>
        app.DbAsync(db => db.Outcomes.AsNoTracking().Where(outcome => outcome.LeadId == leadId).ToListAsync(Cancel));
}
