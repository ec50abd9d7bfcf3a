using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Leads;

public sealed class LeadTests
{
    private static readonly MoveContext ByMina = new(
        Now,
        MoveCause.Person,
        "Mina",
        "timing",
        "In May",
        112,
        7,
        Guid.AllBitsSet
    );

    [Fact]
    public void A_move_keeps_who_when_why_and_the_score_of_that_moment()
    {
        var move = LeadAt(Stage.Mql).MoveTo(Stage.Recycled, MoveTrigger.Recycled, ByMina);

        Assert.Equal((Stage.Mql, Stage.Recycled, Now), (move.From, move.To, move.At));
        Assert.Equal(("Mina", "timing", "In May"), (move.Actor, move.Reason, move.Note));
        Assert.Equal((112, 7, (Guid?)Guid.AllBitsSet), (move.Score, move.ModelVersion, move.HandoffId));
    }

    [Theory]
    [InlineData(Stage.Recycled, MoveTrigger.Recycled)]
    [InlineData(Stage.Disqualified, MoveTrigger.Disqualified)]
    [InlineData(Stage.Lead, MoveTrigger.Rejected)]
    public void After_it_was_sent_away_only_what_follows_counts(Stage to, MoveTrigger trigger)
    {
        var lead = LeadAt(Stage.Mql);
        Assert.Null(lead.CountsAfter);
        lead.MoveTo(to, trigger, ByMina);
        Assert.Equal(Now, lead.CountsAfter);
    }

    [Fact]
    public void Who_was_a_customer_stays_marked_as_one_since_the_first_time()
    {
        var lead = LeadAt(Stage.Opportunity);
        lead.MoveTo(Stage.Customer, MoveTrigger.Outcome, ByMina with { OccurredAt = Now.AddDays(-3) });
        lead.MoveTo(Stage.Recycled, MoveTrigger.Outcome, ByMina);
        lead.MoveTo(Stage.Customer, MoveTrigger.Outcome, ByMina with { Now = Now.AddDays(9) });

        Assert.Equal(Now.AddDays(-3), lead.CustomerSince);
    }

    [Fact]
    public void First_and_last_touch_are_kept_in_whatever_order_they_are_told()
    {
        Touch[] touches = [At(2, "b"), At(1, "a"), At(3, "c"), At(4, null)];
        foreach (var order in Orders(touches))
        {
            var lead = NewLead();
            foreach (var touch in order)
            {
                lead.Touched(touch);
            }

            Assert.Equal(("a", "c"), (lead.FirstTouch!.Source!.Name, lead.LastTouch!.Source!.Name));
        }

        static Touch At(int day, string? source) =>
            new(Now.AddDays(day), Channel.Form, source is null ? null : new Source(source), null);
    }

    [Fact]
    public void A_new_owner_is_a_change_and_the_same_one_is_none()
    {
        var (lead, owner) = (NewLead(), Guid.CreateVersion7(Now));
        lead.Belongs(owner, Now.AddDays(1));
        lead.Belongs(owner, Now.AddDays(2));
        Assert.Equal((owner, Now.AddDays(1)), (lead.OwnerId, lead.UpdatedAt));
    }

    private static IEnumerable<T[]> Orders<T>(T[] all) =>
        all.Length <= 1
            ? [all]
            : all.SelectMany(
                (first, i) => Orders([.. all[..i], .. all[(i + 1)..]]).Select(rest => (T[])[first, .. rest])
            );
}
