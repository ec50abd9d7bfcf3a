using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

public sealed class HandoffDeskTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Of_fifty_who_accept_at_once_exactly_one_wins_and_the_others_are_told_who()
    {
        var (lead, handoff) = await app.HandedOverAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(1, 50).Select(i => ActAsync(HandoffVerb.Accept, handoff, 1, $"Rep {i}"))
        );

        var winner = Assert.Single(results.OfType<HandoffResult.Done>()).Handoff.LastActor;
        var losers = results.OfType<HandoffResult.MovedOn>().ToList();
        Assert.Equal(49, losers.Count);
        Assert.All(losers, loser => Assert.StartsWith($"{winner} took it ", loser.Message, StringComparison.Ordinal));
        Assert.All(losers, loser => Assert.Equal(HandoffState.Accepted, loser.Present.State));
        Assert.Equal(2, (await app.HandoffNowAsync(handoff.Id)).Version);
        Assert.Equal(Stage.Mql, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Fact]
    public async Task Accepting_gives_hand_off_and_lead_an_owner_and_starts_the_second_clock()
    {
        var (lead, handoff) = await app.HandedOverAsync();
        var mina = await StaffAsync();

        var done = Done(await ActAsync(HandoffVerb.Accept, handoff, 1, "Mina", new() { OwnerId = mina }));

        Assert.Equal((HandoffState.Accepted, mina), (done.State, done.OwnerId));
        Assert.Equal(done.AcceptedAt + TimeSpan.FromHours(24), done.StartDue);
        Assert.Equal(mina, (await app.LeadNowAsync(lead.Id)).OwnerId);
    }

    [Fact]
    public async Task Nobody_accepts_for_somebody_who_is_not_there_or_was_switched_off()
    {
        var (_, handoff) = await app.HandedOverAsync();
        var gone = await StaffAsync(deactivated: true);

        foreach (var owner in new[] { Guid.AllBitsSet, gone })
        {
            var result = await ActAsync(HandoffVerb.Accept, handoff, 1, "Mina", new() { OwnerId = owner });
            Assert.Equal(["owner"], Assert.IsType<HandoffResult.Invalid>(result).Errors.Keys);
        }

        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Fact]
    public async Task From_open_to_confirmed_the_lead_becomes_an_sql_with_score_and_model_of_that_moment()
    {
        var (lead, handoff) = await app.HandedOverAsync();
        Done(await ActAsync(HandoffVerb.Accept, handoff, 1, "Mina"));
        Done(await ActAsync(HandoffVerb.Start, handoff, 2, "Mina"));
        var checklist = new Dictionary<string, Check>
        {
            ["need"] = new(CheckAnswer.Yes, "two halls"),
            ["authority"] = new(CheckAnswer.No),
            ["budget"] = new(CheckAnswer.Unknown),
        };
        var done = Done(
            await ActAsync(
                HandoffVerb.Qualify,
                handoff,
                3,
                "Mina",
                new() { Checklist = checklist, Note = " They buy.\r\nSoon. " }
            )
        );

        var move = (await app.MovesAsync(lead.Id)).Last();
        Assert.Equal((Stage.Mql, Stage.Sql, MoveTrigger.Confirmed), (move.From, move.To, move.Trigger));
        Assert.Equal((MoveCause.Person, "Mina", 110, 1), (move.Cause, move.Actor, move.Score, move.ModelVersion));
        Assert.Equal((handoff.Id, "They buy.\nSoon."), (move.HandoffId, move.Note));
        Assert.Equal(HandoffState.Qualified, done.State);
        Assert.Equal(checklist, (await app.HandoffNowAsync(handoff.Id)).Checklist);
        Assert.Equal(Stage.Sql, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Theory]
    [InlineData(HandoffVerb.Recycle, "No Response", HandoffState.Recycled, Stage.Recycled)]
    [InlineData(HandoffVerb.Reject, "No Response", HandoffState.Rejected, Stage.Lead)]
    [InlineData(HandoffVerb.Disqualify, "SPAM", HandoffState.Disqualified, Stage.Disqualified)]
    public async Task An_open_hand_off_ends_with_a_reason_and_what_was_before_no_longer_counts(
        HandoffVerb verb,
        string reason,
        HandoffState state,
        Stage stage
    )
    {
        var (lead, handoff) = await app.HandedOverAsync();
        var key = reason.ToLowerInvariant().Replace(' ', '_');

        var done = Done(await ActAsync(verb, handoff, 1, "Mina", new() { Reason = reason, Note = "Three calls." }));

        Assert.Equal((state, key, "Three calls."), (done.State, done.Reason, done.Note));
        var (now, move) = (await app.LeadNowAsync(lead.Id), (await app.MovesAsync(lead.Id)).Last());
        Assert.Equal((stage, key), (now.Stage, move.Reason));
        Assert.NotNull(now.CountsAfter);
        Assert.False(
            await app.DbAsync(db => db.Handoffs.Where(h => h.LeadId == lead.Id).AnyAsync(Queries.IsOpen, Cancel))
        );
    }

    [Theory]
    [InlineData(HandoffVerb.Recycle)]
    [InlineData(HandoffVerb.Reject)]
    [InlineData(HandoffVerb.Disqualify)]
    public async Task Without_a_reason_of_the_list_nothing_ends_and_the_list_is_told(HandoffVerb verb)
    {
        var (lead, handoff) = await app.HandedOverAsync();

        foreach (var reason in new[] { null, "", "because" })
        {
            var invalid = Assert.IsType<HandoffResult.Invalid>(
                await ActAsync(verb, handoff, 1, "Mina", new() { Reason = reason })
            );
            Assert.Equal(
                "Choose a reason: "
                    + string.Join(", ", Reason.Defaults.Where(known => known.Fits(verb)).Select(known => known.Key)),
                invalid.Errors["reason"]
            );
        }

        Assert.Equal(Stage.Mql, (await app.LeadNowAsync(lead.Id)).Stage);
        Assert.Equal(1, (await app.HandoffNowAsync(handoff.Id)).Version);
    }

    [Fact]
    public async Task A_reason_of_another_kind_is_refused_with_those_that_fit()
    {
        var (_, handoff) = await app.HandedOverAsync();

        var result = await ActAsync(HandoffVerb.Disqualify, handoff, 1, "Mina", new() { Reason = "timing" });

        var message = Assert.IsType<HandoffResult.Invalid>(result).Errors["reason"];
        Assert.StartsWith("That is no reason to disqualify.", message, StringComparison.Ordinal);
        Assert.Contains("competitor", message, StringComparison.Ordinal);
        Assert.DoesNotContain("timing", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandoffVerb.Start)]
    [InlineData(HandoffVerb.Qualify)]
    public async Task What_nobody_has_accepted_is_neither_started_nor_confirmed(HandoffVerb verb)
    {
        var (_, handoff) = await app.HandedOverAsync();

        var result = await ActAsync(verb, handoff, 1, "Mina");

        Assert.Contains(
            "Accept it first",
            Assert.IsType<HandoffResult.MovedOn>(result).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);
    }

    [Theory]
    [InlineData(HandoffVerb.Accept)]
    [InlineData(HandoffVerb.Start)]
    [InlineData(HandoffVerb.Qualify)]
    [InlineData(HandoffVerb.Recycle)]
    [InlineData(HandoffVerb.Reject)]
    [InlineData(HandoffVerb.Disqualify)]
    public async Task What_is_closed_stays_closed(HandoffVerb verb)
    {
        var (lead, handoff) = await app.HandedOverAsync();
        Done(await ActAsync(HandoffVerb.Recycle, handoff, 1, "Mina", new() { Reason = "timing" }));

        var late = Assert.IsType<HandoffResult.MovedOn>(
            await ActAsync(
                verb,
                handoff,
                2,
                "Tom",
                new() { Reason = verb == HandoffVerb.Disqualify ? "spam" : "other" }
            )
        );

        Assert.StartsWith("Mina recycled it ", late.Message, StringComparison.Ordinal);
        Assert.Equal("timing", (await app.HandoffNowAsync(handoff.Id)).Reason);
        Assert.Equal(Stage.Recycled, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Fact]
    public async Task Whoever_acts_on_an_old_version_changes_nothing_even_where_the_state_would_allow_it()
    {
        var (_, handoff) = await app.HandedOverAsync();
        await app.DbAsync(async db =>
        {
            (await db.Handoffs.SingleAsync(h => h.Id == handoff.Id, Cancel)).AddNote("Asked for sales again.");
            return await db.SaveChangesAsync(Cancel);
        });

        var result = await ActAsync(HandoffVerb.Reject, handoff, 1, "Mina", new() { Reason = "spam" });

        var late = Assert.IsType<HandoffResult.MovedOn>(result);
        Assert.Contains("Something was added", late.Message, StringComparison.Ordinal);
        Assert.Equal((HandoffState.Open, 2), (late.Present.State, late.Present.Version));
    }

    [Theory]
    [InlineData(Stage.Opportunity, HandoffVerb.Recycle)]
    [InlineData(Stage.Opportunity, HandoffVerb.Qualify)]
    [InlineData(Stage.Customer, HandoffVerb.Reject)]
    [InlineData(Stage.Customer, HandoffVerb.Disqualify)]
    public async Task The_hand_off_of_an_opportunity_or_a_customer_closes_and_the_stage_stays(
        Stage stage,
        HandoffVerb verb
    )
    {
        var (lead, handoff) = await app.HandedOverAsync(stage);
        Done(await ActAsync(HandoffVerb.Accept, handoff, 1, "Mina"));

        var done = Done(
            await ActAsync(
                verb,
                handoff,
                2,
                "Mina",
                new() { Reason = verb == HandoffVerb.Disqualify ? "spam" : "other", Checklist = Answered }
            )
        );

        Assert.False(done.State.IsOpen());
        Assert.Equal(stage, (await app.LeadNowAsync(lead.Id)).Stage);
        Assert.Single(await app.MovesAsync(lead.Id));
    }

    [Fact]
    public async Task Confirming_what_is_an_sql_already_makes_no_move()
    {
        var (lead, handoff) = await app.HandedOverAsync(Stage.Sql);
        Done(await ActAsync(HandoffVerb.Accept, handoff, 1, "Mina"));
        Done(await ActAsync(HandoffVerb.Qualify, handoff, 2, "Mina", new() { Checklist = Answered }));

        Assert.Equal(Stage.Sql, (await app.LeadNowAsync(lead.Id)).Stage);
        Assert.Single(await app.MovesAsync(lead.Id));
    }

    [Fact]
    public async Task Fields_are_bounded_and_named_where_they_are_wrong()
    {
        var (_, handoff) = await app.HandedOverAsync();
        var past = app.Clock.GetUtcNow().AddMinutes(-1);
        var checks = new Dictionary<string, Check>
        {
            ["mood"] = new(CheckAnswer.Yes),
            ["need"] = new((CheckAnswer)9),
            ["trust"] = new(CheckAnswer.Yes, new string('x', Check.NoteMaxLength + 1)),
        };

        Assert.Equal(["until"], await WrongAsync(HandoffVerb.Recycle, new() { Reason = "timing", Until = past }));
        Assert.Equal(
            ["until"],
            await WrongAsync(HandoffVerb.Recycle, new() { Reason = "timing", Until = past.AddYears(11) })
        );
        Assert.Equal(
            ["note"],
            await WrongAsync(
                HandoffVerb.Reject,
                new() { Reason = "spam", Note = new string('x', Handoff.NoteMaxLength + 1) }
            )
        );
        Assert.Equal(["note"], await WrongAsync(HandoffVerb.Reject, new() { Reason = "spam", Note = "a\0b" }));
        Assert.Equal(
            ["checklist", "checklist.need", "checklist.trust"],
            await WrongAsync(HandoffVerb.Qualify, new() { Checklist = checks })
        );
        Assert.Equal(1, (await app.HandoffNowAsync(handoff.Id)).Version);

        async Task<IEnumerable<string>> WrongAsync(HandoffVerb verb, Fields fields) =>
            Assert.IsType<HandoffResult.Invalid>(await ActAsync(verb, handoff, 1, "Mina", fields)).Errors.Keys.Order();
    }

    [Fact]
    public async Task What_a_verb_does_not_use_is_ignored()
    {
        var (_, handoff) = await app.HandedOverAsync();

        var done = Done(
            await ActAsync(
                HandoffVerb.Accept,
                handoff,
                1,
                "Mina",
                new()
                {
                    Reason = "nonsense",
                    Until = DateTimeOffset.MinValue,
                    Note = "a\0b",
                }
            )
        );

        Assert.Null(done.Reason);
    }

    [Fact]
    public async Task An_instant_in_another_time_zone_is_kept_as_that_instant()
    {
        var (_, handoff) = await app.HandedOverAsync();
        var until = new DateTimeOffset(app.Clock.GetUtcNow().Year + 1, 3, 1, 9, 0, 0, TimeSpan.FromHours(5.5));

        Done(await ActAsync(HandoffVerb.Recycle, handoff, 1, "Mina", new() { Reason = "timing", Until = until }));

        Assert.Equal(until, (await app.HandoffNowAsync(handoff.Id)).Until);
    }

    [Fact]
    public async Task A_hand_off_that_is_not_there_is_not_found()
    {
        var (_, handoff) = await app.HandedOverAsync();
        var action = new HandoffAction(Guid.CreateVersion7(app.Clock.GetUtcNow()), handoff.Version, "Mina");
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<HandoffDesk>();
        Assert.IsType<HandoffResult.NotFound>(await desk.ActAsync(HandoffVerb.Accept, action, Cancel));
    }

    private async Task<HandoffResult> ActAsync(
        HandoffVerb verb,
        Handoff handoff,
        int version,
        string actor,
        Fields? fields = null
    )
    {
        var given = fields ?? new Fields();
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<HandoffDesk>()
            .ActAsync(
                verb,
                new HandoffAction(
                    handoff.Id,
                    version,
                    actor,
                    given.OwnerId,
                    given.Reason,
                    given.Note,
                    given.Checklist,
                    given.Until
                ),
                Cancel
            );
    }

    private static readonly Dictionary<string, Check> Answered = new()
    {
        ["need"] = new(CheckAnswer.Yes),
        ["authority"] = new(CheckAnswer.Yes),
    };

    private static Handoff Done(HandoffResult result) => Assert.IsType<HandoffResult.Done>(result).Handoff;

    private async Task<Guid> StaffAsync(bool deactivated = false)
    {
        var now = app.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await app.DbAsync(db =>
        {
            db.Users.Add(
                new StaffUser
                {
                    Id = id,
                    UserName = $"{id:n}@staff.example",
                    DisplayName = "Mina",
                    CreatedAt = now,
                    DeactivatedAt = deactivated ? now : null,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
        return id;
    }

    private sealed record Fields
    {
        public Guid? OwnerId { get; init; }
        public string? Reason { get; init; }
        public string? Note { get; init; }
        public Dictionary<string, Check>? Checklist { get; init; }
        public DateTimeOffset? Until { get; init; }
    }
}
