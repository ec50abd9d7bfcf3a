using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class HandoffAssignmentTests
{
    private static readonly Rep Mina = new(Guid.CreateVersion7(Now), "Mina", 1);
    private static readonly Rep Tom = new(Guid.CreateVersion7(Now), "Tom", 1);
    private static readonly Team Sales = new(Guid.CreateVersion7(Now), "Sales", [Mina, Tom]);
    private static readonly ServiceLevel AnHour = ServiceLevel.Default with { AcceptWithin = TimeSpan.FromHours(1) };

    [Fact]
    public void Routing_is_a_part_of_the_opening_with_the_promise_of_the_team()
    {
        var handoff = NewHandoff();
        Assert.True(handoff.RouteTo(To(Mina), AnHour));

        Assert.Equal(
            (Sales.Id, Mina.StaffId, Now.AddHours(1), 1),
            (handoff.TeamId!.Value, handoff.OwnerId!.Value, handoff.AcceptDue, handoff.Version)
        );
        var assignment = Assert.Single(handoff.Assignments);
        Assert.Equal((AssignedBy.Routed, "Sales: Mina, whose turn it is."), (assignment.By, assignment.Why));
        Assert.Throws<DomainException>(() => handoff.RouteTo(To(Tom), AnHour));
    }

    [Fact]
    public void A_stronger_one_stays_with_who_had_accepted_whoever_it_would_be_routed_to()
    {
        var weaker = Routed();
        weaker.Accept(Mina.StaffId, "Mina", AnHour, Now);
        var stronger = weaker.SupersedeBy(QualificationKind.Sql, AnyDossier, AnHour, Now.AddMinutes(5));

        Assert.False(stronger.RouteTo(To(Tom), AnHour));
        Assert.Equal((Mina.StaffId, Sales.Id), (stronger.OwnerId, stronger.TeamId));
        Assert.False(stronger.CanUndo("Mina", Now.AddMinutes(5)));

        var free = NewHandoff().SupersedeBy(QualificationKind.Sql, AnyDossier, AnHour, Now);
        Assert.True(free.RouteTo(To(Tom), AnHour));
        Assert.Equal(Tom.StaffId, free.OwnerId);
    }

    [Fact]
    public void What_is_not_accepted_in_time_is_breached_once_offered_to_the_next_and_then_to_all()
    {
        var handoff = Routed();
        Assert.False(handoff.RecordBreach(Now.AddMinutes(59)));
        Assert.Throws<DomainException>(() => handoff.Reoffer(To(Tom), Now.AddMinutes(59)));
        Assert.Equal(1, handoff.Version);

        Assert.True(handoff.RecordBreach(Now.AddMinutes(60)));
        Assert.False(handoff.RecordBreach(Now.AddMinutes(61)));
        handoff.Reoffer(To(Tom), Now.AddMinutes(61));
        Assert.Equal((Tom.StaffId, 3), (handoff.OwnerId, handoff.Version));
        Assert.Equal([Mina.StaffId], handoff.LapsedBy);

        handoff.ToPool(Now.AddMinutes(120));
        Assert.Equal((Sales.Id, (Guid?)null, 4), (handoff.TeamId!.Value, handoff.OwnerId, handoff.Version));
        Assert.Equal([Mina.StaffId, Tom.StaffId], handoff.LapsedBy);
        Assert.Equal(
            [AssignedBy.Routed, AssignedBy.Reoffered, AssignedBy.Pool],
            handoff.Assignments.Select(assignment => assignment.By)
        );
        var breach = new Breach(PromiseStep.AcceptBreach, Now.AddHours(1), Now.AddHours(1), Mina.StaffId);
        Assert.Equal(breach, Assert.Single(handoff.Breaches));
        // The promise was to the lead: a new rep does not make it a new one.
        Assert.Equal(Now.AddHours(1), handoff.Due);
    }

    [Fact]
    public void What_is_accepted_is_not_offered_to_others_however_late_the_clockwork_comes_by()
    {
        var handoff = Routed();
        handoff.Accept(Mina.StaffId, "Mina", AnHour, Now.AddMinutes(60));
        Assert.Throws<DomainException>(() => handoff.Reoffer(To(Tom), Now.AddMinutes(90)));
        Assert.Throws<DomainException>(() => handoff.ToPool(Now.AddMinutes(150)));
        Assert.False(handoff.RecordBreach(Now.AddMinutes(150)));
        Assert.Equal((Mina.StaffId, 2), (handoff.OwnerId, handoff.Version));
        Assert.Empty(handoff.Breaches);
    }

    [Fact]
    public void Who_acts_late_has_broken_the_promise_though_the_clockwork_has_not_come_by()
    {
        var handoff = Routed();
        handoff.Accept(Mina.StaffId, "Mina", AnHour, Now.AddMinutes(61));
        handoff.Start("Mina", Now.AddHours(30));
        Assert.Equal(
            [PromiseStep.AcceptBreach, PromiseStep.StartBreach],
            handoff.Breaches.Select(breach => breach.Promise)
        );

        foreach (var verb in new[] { HandoffVerb.Recycle, HandoffVerb.Reject, HandoffVerb.Disqualify })
        {
            var late = Handoff.Open(Guid.Empty, QualificationKind.Mql, AnyDossier, AnHour, Now.AddHours(-2));
            Do(late, verb);
            Assert.Single(late.Breaches);
        }
    }

    [Fact]
    public void Work_that_does_not_start_in_time_is_a_breach_and_stays_where_it_is()
    {
        var handoff = Routed();
        handoff.Accept(Mina.StaffId, "Mina", AnHour, Now);
        Assert.False(handoff.RecordBreach(Now.AddHours(23)));
        Assert.True(handoff.RecordBreach(Now.AddHours(24)));
        Assert.Equal((HandoffState.Accepted, Mina.StaffId), (handoff.State, handoff.OwnerId));
        Assert.Equal(PromiseStep.StartBreach, Assert.Single(handoff.Breaches).Promise);
    }

    [Fact]
    public void A_manager_gives_it_to_another_and_state_and_clocks_stay()
    {
        foreach (var state in new[] { HandoffState.Open, HandoffState.Accepted, HandoffState.Started })
        {
            var handoff = HandoffAt(state);
            var (version, due) = (handoff.Version, handoff.Due);
            handoff.Reassign(Sales.Id, Tom.StaffId, "Ines", "Knows the hall", Now.AddHours(1));
            Assert.Equal(
                (state, due, version + 1, Sales.Id, Tom.StaffId),
                (handoff.State, handoff.Due, handoff.Version, handoff.TeamId!.Value, handoff.OwnerId!.Value)
            );
            Assert.Equal(
                new Assignment(Now.AddHours(1), AssignedBy.Reassigned, Sales.Id, Tom.StaffId, "Knows the hall", "Ines"),
                Assert.Single(handoff.Assignments)
            );
        }
    }

    [Fact]
    public void Only_what_nobody_has_accepted_goes_back_to_the_pool_and_nothing_that_is_closed_moves()
    {
        var open = Routed();
        open.Reassign(Sales.Id, null, "Ines", null, Now);
        Assert.Null(open.OwnerId);
        Assert.Throws<DomainException>(() =>
            HandoffAt(HandoffState.Accepted).Reassign(Sales.Id, null, "Ines", null, Now)
        );
        Assert.Throws<DomainException>(() =>
            HandoffAt(HandoffState.Qualified).Reassign(Sales.Id, Tom.StaffId, "Ines", null, Now)
        );
    }

    [Fact]
    public void However_often_it_changes_hands_its_history_is_bounded_and_keeps_the_first()
    {
        var handoff = Routed();
        for (var i = 0; i < 80; i++)
        {
            handoff.Reassign(Sales.Id, Tom.StaffId, "Ines", $"{i}", Now);
        }

        Assert.Equal(Assignment.KeptMax, handoff.Assignments.Count);
        Assert.Equal((AssignedBy.Routed, "79"), (handoff.Assignments[0].By, handoff.Assignments[^1].Why));
    }

    private static Handoff Routed()
    {
        var handoff = NewHandoff();
        handoff.RouteTo(To(Mina), AnHour);
        return handoff;
    }

    private static Routed To(Rep rep) => new(Sales, rep, RoutedBy.Turn, null, Turns.None);
}
