using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Lifecycle;

public sealed class StageRulesTests
{
    /// <summary>The moves that product.md allows: from, to, what makes them. Everything else is illegal.</summary>
    private const string Allowed = """
        lead recycled > mql by score
        lead mql recycled > pql by product_events
        lead mql pql recycled > cql by conversation
        lead mql pql cql customer recycled > service_qualified by service_request
        lead mql pql cql recycled > sql by hand_raise
        mql pql cql service_qualified > sql by confirmed
        mql pql cql service_qualified sql > recycled by recycled
        mql pql cql service_qualified sql > disqualified by disqualified
        mql pql cql service_qualified sql > lead by rejected
        disqualified > lead by reopened
        lead mql pql cql service_qualified opportunity customer recycled disqualified > sql by outcome
        lead mql pql cql service_qualified sql customer recycled disqualified > opportunity by outcome
        lead mql pql cql service_qualified sql opportunity recycled disqualified > customer by outcome
        lead mql pql cql service_qualified sql opportunity customer disqualified > recycled by outcome
        lead mql pql cql service_qualified sql opportunity customer recycled > disqualified by outcome
        sql lead recycled disqualified > mql by undone
        sql lead recycled disqualified > pql by undone
        sql lead recycled disqualified > cql by undone
        sql lead recycled disqualified > service_qualified by undone
        lead recycled disqualified > sql by undone
        """;

    private static readonly HashSet<(Stage, Stage, MoveTrigger)> Table =
    [
        .. Allowed
            .Split('\n')
            .Select(line => line.Split(' '))
            .SelectMany(words =>
                words
                    .TakeWhile(word => word != ">")
                    .Select(from =>
                        (Terms.Read<Stage>(from), Terms.Read<Stage>(words[^3]), Terms.Read<MoveTrigger>(words[^1]))
                    )
            ),
    ];

    [Fact]
    public void Every_pair_of_stages_is_allowed_or_not_as_the_product_says_for_every_trigger()
    {
        Assert.Equal(104, Table.Count);
        foreach (var from in Enum.GetValues<Stage>())
        {
            foreach (var to in Enum.GetValues<Stage>())
            {
                foreach (var trigger in Enum.GetValues<MoveTrigger>())
                {
                    Assert.True(
                        Table.Contains((from, to, trigger)) == StageRules.Allows(from, to, trigger),
                        $"{from} to {to} by {trigger}"
                    );
                }
            }
        }
    }

    [Fact]
    public void An_illegal_move_throws_says_so_and_leaves_the_lead_as_it_was()
    {
        foreach (var to in Enum.GetValues<Stage>())
        {
            foreach (
                var trigger in Enum.GetValues<MoveTrigger>()
                    .Where(trigger => !StageRules.Allows(Stage.Lead, to, trigger))
            )
            {
                var lead = Lead.Capture(Guid.Empty, EmailAddress.Parse("a@example.com"), Channel.Form, null, default);
                var error = Assert.Throws<DomainException>(() =>
                    lead.MoveTo(to, trigger, new MoveContext(default, MoveCause.Person))
                );
                Assert.Contains($"from lead to {Terms.Of(to)}", error.Message, StringComparison.Ordinal);
                Assert.Equal(Stage.Lead, lead.Stage);
            }
        }
    }

    [Fact]
    public void Each_kind_of_qualification_enters_its_own_stage_by_a_legal_move()
    {
        foreach (var kind in Enum.GetValues<QualificationKind>())
        {
            Assert.True(StageRules.Allows(Stage.Lead, StageRules.StageOf(kind), StageRules.TriggerOf(kind)));
            Assert.Equal(Terms.Of(kind), Terms.Of(StageRules.StageOf(kind)));
        }
    }
}
