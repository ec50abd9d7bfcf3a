using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class HandoffUndoTests
{
    private static readonly Stage[] HandedOff = [Stage.Mql, Stage.Pql, Stage.Cql, Stage.ServiceQualified, Stage.Sql];

    /// <summary>Every verb from every state, at every stage that a lead with an open hand-off can have.</summary>
    public static TheoryData<HandoffState, HandoffVerb, Stage> Actions =>
        [
            .. from state in new[] { HandoffState.Open, HandoffState.Accepted, HandoffState.Started }
            from verb in Enum.GetValues<HandoffVerb>()
            from stage in HandedOff.Append(Stage.Customer)
            where state.Allows(verb)
            select (state, verb, stage),
        ];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Undo_brings_back_what_was_there_by_a_new_version_and_a_move_of_its_own(
        HandoffState state,
        HandoffVerb verb,
        Stage stage
    )
    {
        var (handoff, lead) = (HandoffAt(state), LeadAt(stage));
        lead.Belongs(Guid.CreateVersion7(Now), Now);
        var (before, leadBefore, version) = (Look(handoff), Look(lead), handoff.Version);
        Do(handoff, verb);
        var move = HandoffMoves.Apply(verb, handoff, lead, By("Mina", Now));

        Assert.True(handoff.CanUndo("Mina", Now.AddSeconds(10)));
        var back = handoff.Undo(lead, "Mina", By("Mina", Now.AddSeconds(10)));

        Assert.Equal(before, Look(handoff));
        Assert.Equal(leadBefore, Look(lead));
        Assert.Equal(version + 2, handoff.Version);
        Assert.Equal(move is null, back is null);
        if (back is not null)
        {
            Assert.Equal(
                (move!.To, move.From, MoveTrigger.Undone, handoff.Id, "Mina"),
                (back.From, back.To, back.Trigger, back.HandoffId!.Value, back.Actor)
            );
        }

        Assert.False(handoff.CanUndo("Mina", Now.AddSeconds(10)));
        Do(handoff, verb);
    }

    [Fact]
    public void Only_who_did_it_undoes_it_and_only_for_ten_seconds()
    {
        var (handoff, lead) = (HandoffAt(HandoffState.Started), LeadAt(Stage.Mql));
        Do(handoff, HandoffVerb.Recycle);
        HandoffMoves.Apply(HandoffVerb.Recycle, handoff, lead, By("Mina", Now));

        Refused(handoff, lead, "Tom", Now, "Only Mina can undo this");
        Refused(handoff, lead, "Mina", Now.AddSeconds(10).AddTicks(1), "too late");
    }

    [Fact]
    public void What_others_did_since_is_not_undone()
    {
        var (open, lead) = (NewHandoff(), LeadAt(Stage.Mql));
        Refused(open, lead, "Mina", Now, "nothing to undo");

        Do(open, HandoffVerb.Accept);
        open.Reassign(null, Guid.CreateVersion7(Now), "Ines", null, Now);
        Refused(open, lead, "Mina", Now, "nothing to undo");

        var noted = HandoffAt(HandoffState.Accepted);
        noted.AddNote("Asked again.");
        Refused(noted, lead, "Mina", Now, "nothing to undo");

        var concluded = HandoffAt(HandoffState.Accepted);
        concluded.Conclude(HandoffState.Qualified, null, null, "Mina", Now);
        Refused(concluded, lead, "Mina", Now, "nothing to undo");
    }

    [Fact]
    public void A_lead_that_has_moved_since_does_not_go_back_and_the_hand_off_stays()
    {
        var (handoff, lead) = (HandoffAt(HandoffState.Started), LeadAt(Stage.Mql));
        Do(handoff, HandoffVerb.Recycle);
        HandoffMoves.Apply(HandoffVerb.Recycle, handoff, lead, By("Mina", Now));
        lead.MoveTo(Stage.Sql, MoveTrigger.HandRaise, new MoveContext(Now, MoveCause.Touchpoint));

        Refused(handoff, lead, "Mina", Now, "moved to sql since");
        Assert.Equal(Stage.Sql, lead.Stage);
    }

    [Fact]
    public void After_an_undone_recycle_what_the_lead_did_before_counts_again()
    {
        var (handoff, lead) = (HandoffAt(HandoffState.Started), LeadAt(Stage.Mql));
        Do(handoff, HandoffVerb.Recycle);
        HandoffMoves.Apply(HandoffVerb.Recycle, handoff, lead, By("Mina", Now));
        Assert.Equal(Now, lead.CountsAfter);
        handoff.Undo(lead, "Mina", By("Mina", Now));
        Assert.Null(lead.CountsAfter);
    }

    [Fact]
    public void An_undone_acceptance_gives_the_lead_back_to_its_owner_and_a_breach_stays()
    {
        var (owner, mina) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        var (handoff, lead) = (NewHandoff(at: Now.AddDays(-2)), LeadAt(Stage.Mql));
        lead.Belongs(owner, Now);
        handoff.Accept(mina, "Mina", ServiceLevel.Default, Now);
        HandoffMoves.Apply(HandoffVerb.Accept, handoff, lead, By("Mina", Now));
        Assert.Equal(mina, lead.OwnerId);

        handoff.Undo(lead, "Mina", By("Mina", Now));
        Assert.Equal((owner, (Guid?)null), (lead.OwnerId!.Value, handoff.OwnerId));
        Assert.Equal((HandoffState.Open, "Mina", Now), (handoff.State, handoff.LastActor, handoff.LastActionAt));
        Assert.Single(handoff.Breaches);
    }

    [Fact]
    public void A_wake_up_date_lies_ahead()
    {
        var handoff = HandoffAt(HandoffState.Open);
        Assert.Throws<DomainException>(() => handoff.Recycle("timing", null, Now, "Mina", Now));
        handoff.Recycle("timing", null, Now.AddDays(90), "Mina", Now);
        Assert.Equal(Now.AddDays(90), handoff.Until);
    }

    private static void Refused(Handoff handoff, Lead lead, string actor, DateTimeOffset now, string message)
    {
        var (before, leadBefore, version) = (Look(handoff), Look(lead), handoff.Version);
        var error = Assert.Throws<DomainException>(() => handoff.Undo(lead, actor, By(actor, now)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((before, leadBefore, version), (Look(handoff), Look(lead), handoff.Version));
    }

    private static MoveContext By(string actor, DateTimeOffset now) => new(now, MoveCause.Person, actor);

    // Who put it back is told of one that nobody has, so that is looked at on its own.
    private static object Look(Handoff handoff) =>
        (
            (handoff.State, handoff.OwnerId, handoff.AcceptedAt, handoff.StartDue, handoff.StartedAt),
            (handoff.ClosedAt, handoff.Reason, handoff.Note, handoff.Until, string.Join(' ', handoff.Checklist.Keys)),
            handoff.State == HandoffState.Open ? null : (handoff.LastActor, handoff.LastActionAt).ToString()
        );

    private static object Look(Lead lead) => (lead.Stage, lead.OwnerId, lead.CountsAfter, lead.CustomerSince);
}
