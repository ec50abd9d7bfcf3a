using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class HandoffTests
{
    /// <summary>State, verb, state after it. Every other pair is refused.</summary>
    private static readonly Dictionary<(HandoffState, HandoffVerb), HandoffState> Table = new()
    {
        [(HandoffState.Open, HandoffVerb.Accept)] = HandoffState.Accepted,
        [(HandoffState.Open, HandoffVerb.Recycle)] = HandoffState.Recycled,
        [(HandoffState.Open, HandoffVerb.Reject)] = HandoffState.Rejected,
        [(HandoffState.Open, HandoffVerb.Disqualify)] = HandoffState.Disqualified,
        [(HandoffState.Accepted, HandoffVerb.Start)] = HandoffState.Started,
        [(HandoffState.Accepted, HandoffVerb.Qualify)] = HandoffState.Qualified,
        [(HandoffState.Accepted, HandoffVerb.Recycle)] = HandoffState.Recycled,
        [(HandoffState.Accepted, HandoffVerb.Reject)] = HandoffState.Rejected,
        [(HandoffState.Accepted, HandoffVerb.Disqualify)] = HandoffState.Disqualified,
        [(HandoffState.Started, HandoffVerb.Qualify)] = HandoffState.Qualified,
        [(HandoffState.Started, HandoffVerb.Recycle)] = HandoffState.Recycled,
        [(HandoffState.Started, HandoffVerb.Reject)] = HandoffState.Rejected,
        [(HandoffState.Started, HandoffVerb.Disqualify)] = HandoffState.Disqualified,
    };

    [Fact]
    public void Each_verb_is_done_or_refused_in_each_state_and_only_what_is_done_raises_the_version()
    {
        foreach (var state in Enum.GetValues<HandoffState>())
        {
            foreach (var verb in Enum.GetValues<HandoffVerb>())
            {
                var handoff = HandoffAt(state);
                Assert.Equal(state, handoff.State);
                var version = handoff.Version;
                var isThere = Table.TryGetValue((state, verb), out var after);
                Assert.Equal(isThere, state.Allows(verb));
                if (isThere)
                {
                    Do(handoff, verb);
                    Assert.Equal(
                        (after, version + 1, "Mina", Now),
                        (handoff.State, handoff.Version, handoff.LastActor, handoff.LastActionAt)
                    );
                }
                else
                {
                    Assert.Throws<DomainException>(() => Do(handoff, verb));
                    Assert.Equal((state, version), (handoff.State, handoff.Version));
                }
            }
        }
    }

    [Fact]
    public void The_first_promise_is_to_accept_and_the_second_to_start()
    {
        var handoff = NewHandoff();
        Assert.Equal(Now.AddHours(24), handoff.Due);

        handoff.Accept(null, "Mina", ServiceLevel.Default, Now.AddHours(3));
        Assert.Equal(Now.AddHours(27), handoff.Due);

        handoff.Start("Mina", Now.AddHours(4));
        Assert.Null(handoff.Due);
    }

    [Fact]
    public void Who_confirms_without_having_pressed_start_has_started_by_then()
    {
        var handoff = HandoffAt(HandoffState.Accepted);
        handoff.Qualify(null, null, "Mina", Now.AddHours(1));
        Assert.Equal(Now.AddHours(1), handoff.StartedAt);
    }

    [Fact]
    public void Accepting_for_nobody_keeps_the_owner_that_was_routed()
    {
        var owner = Guid.CreateVersion7(Now);
        var accepted = NewHandoff();
        accepted.Accept(owner, "Mina", ServiceLevel.Default, Now);
        var stronger = accepted.SupersedeBy(QualificationKind.Sql, AnyDossier, ServiceLevel.Default, Now);

        Assert.Equal((owner, owner), (accepted.OwnerId, stronger.OwnerId));
    }

    [Fact]
    public void A_stronger_one_takes_the_place_of_an_accepted_one_with_its_owner_and_new_clocks()
    {
        var owner = Guid.CreateVersion7(Now);
        var weaker = NewHandoff();
        weaker.Accept(owner, "Mina", ServiceLevel.Default, Now);
        var later = Now.AddHours(30);

        var stronger = weaker.SupersedeBy(
            QualificationKind.Sql,
            AnyDossier with
            {
                Why = "Asked",
            },
            ServiceLevel.Default,
            later
        );

        Assert.Equal((HandoffState.Superseded, later), (weaker.State, weaker.ClosedAt));
        Assert.Equal((HandoffState.Accepted, owner, "Mina"), (stronger.State, stronger.OwnerId, stronger.LastActor));
        Assert.Equal((later, later.AddHours(24), "Asked"), (stronger.OpenedAt, stronger.Due, stronger.Dossier.Why));
        Assert.Equal("Why", weaker.Dossier.Why);
    }

    [Fact]
    public void A_stronger_one_takes_the_place_of_one_that_nobody_has_and_waits_to_be_accepted()
    {
        var stronger = NewHandoff()
            .SupersedeBy(QualificationKind.Pql, AnyDossier, ServiceLevel.Default, Now.AddHours(9));
        Assert.Equal((HandoffState.Open, Now.AddHours(33)), (stronger.State, stronger.Due));
    }

    [Fact]
    public void What_was_noted_meanwhile_is_not_lost_when_the_rep_notes_theirs()
    {
        var handoff = NewHandoff();
        handoff.AddNote("Asked for sales again.");
        handoff.Recycle("timing", "In May.", null, "Mina", Now);
        Assert.Equal("Asked for sales again.\nIn May.", handoff.Note);
    }

    [Fact]
    public void Notes_stay_within_their_bound_and_whole_characters()
    {
        var handoff = NewHandoff();
        for (var i = 0; i < 3; i++)
        {
            handoff.AddNote(string.Concat(Enumerable.Repeat("😀", 999)) + "x");
        }

        Assert.InRange(handoff.Note!.Length, Handoff.NoteMaxLength - 2, Handoff.NoteMaxLength);
        Assert.False(Domain.Capture.CleanText.HasLoneSurrogate(handoff.Note));
        Assert.EndsWith("😀x", handoff.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandoffState.Qualified)]
    [InlineData(HandoffState.Recycled)]
    [InlineData(HandoffState.Disqualified)]
    public void An_outcome_ends_it_whoever_had_it(HandoffState result)
    {
        foreach (var state in new[] { HandoffState.Open, HandoffState.Accepted, HandoffState.Started })
        {
            var handoff = HandoffAt(state);
            handoff.Conclude(result, "price", "Too dear", "Tom", Now.AddDays(1));
            Assert.Equal(
                (result, "price", "Too dear", "Tom"),
                (handoff.State, handoff.Reason, handoff.Note, handoff.LastActor)
            );
            Assert.Equal(
                result == HandoffState.Qualified || state == HandoffState.Started,
                handoff.StartedAt is not null
            );
        }

        Assert.Throws<DomainException>(() => HandoffAt(HandoffState.Rejected).Conclude(result, null, null, "Tom", Now));
    }
}
