using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class HandoffMergeTests
{
    [Fact]
    public void The_stronger_stays_and_of_two_equal_ones_the_survivors()
    {
        var (mql, sql) = (NewHandoff(), NewHandoff(QualificationKind.Sql));
        Assert.Same(sql, Handoff.Staying(LeadAt(Stage.Sql), mql, sql));
        Assert.Same(sql, Handoff.Staying(LeadAt(Stage.Sql), sql, mql));
        var other = NewHandoff();
        Assert.Same(mql, Handoff.Staying(LeadAt(Stage.Mql), mql, other));
        Assert.Same(other, Handoff.Staying(LeadAt(Stage.Mql), null, other));
        Assert.Null(Handoff.Staying(LeadAt(Stage.Mql), null, null));
    }

    [Fact]
    public void None_stays_where_sales_is_further_with_the_person_save_for_what_service_was_told()
    {
        Assert.Null(Handoff.Staying(LeadAt(Stage.Customer), null, NewHandoff()));
        Assert.Null(Handoff.Staying(LeadAt(Stage.Sql), null, NewHandoff()));
        var told = NewHandoff(QualificationKind.ServiceQualified);
        Assert.Same(told, Handoff.Staying(LeadAt(Stage.Opportunity), null, told));
    }

    [Theory]
    [InlineData(HandoffState.Open)]
    [InlineData(HandoffState.Accepted)]
    [InlineData(HandoffState.Started)]
    public void What_gave_way_comes_again_as_it_was(HandoffState state)
    {
        var handoff = HandoffAt(state);
        var before = Look(handoff);
        var done = handoff.GiveWay(Now.AddMinutes(1));
        Assert.Equal(HandoffState.Superseded, handoff.State);
        Assert.False(handoff.PartAgain(done, isFree: false));
        Assert.True(handoff.PartAgain(done, isFree: true));
        Assert.Equal(before, Look(handoff));
    }

    [Fact]
    public void What_changed_hands_goes_back_unless_sales_has_closed_it()
    {
        var (handoff, survivor) = (HandoffAt(HandoffState.Accepted), Guid.CreateVersion7(Now));
        var before = Look(handoff);
        var done = handoff.GoTo(survivor);
        Assert.Equal(survivor, handoff.LeadId);
        Assert.True(handoff.PartAgain(done, isFree: true));
        Assert.Equal(before, Look(handoff));

        done = handoff.GoTo(survivor);
        handoff.Reject("no_budget", null, "Mina", Now);
        Assert.False(handoff.PartAgain(done, isFree: true));
        Assert.Equal(survivor, handoff.LeadId);
    }

    private static string Look(Handoff handoff) =>
        string.Join(
            '\n',
            handoff.LeadId,
            handoff.State,
            handoff.OwnerId,
            handoff.AcceptDue,
            handoff.AcceptedAt,
            handoff.StartDue,
            handoff.StartedAt,
            handoff.ClosedAt,
            handoff.LastActor,
            handoff.LastActionAt,
            handoff.Reason,
            handoff.Note
        );
}
