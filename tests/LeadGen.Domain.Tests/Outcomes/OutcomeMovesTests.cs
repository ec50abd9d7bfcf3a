using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Outcomes;

public sealed class OutcomeMovesTests
{
    private static readonly MoveContext Context = new(Now, MoveCause.Person, "Mina");

    [Fact]
    public void At_every_stage_every_outcome_leads_to_its_goal_by_an_unbroken_way_with_only_the_last_step_real()
    {
        foreach (var from in Enum.GetValues<Stage>())
        {
            foreach (var result in Enum.GetValues<OutcomeResult>())
            {
                foreach (var type in Enum.GetValues<ReasonType>().Cast<ReasonType?>().Append(null))
                {
                    var lead = LeadAt(from);
                    var moves = OutcomeMoves.Apply(lead, result, type, Context);
                    var goal = Goal(result, type);

                    Assert.Equal(goal, lead.Stage);
                    Assert.Equal(from == goal, moves.Count == 0);
                    Assert.Equal(
                        moves.Select(move => move.From),
                        moves.Select(move => move.To).Prepend(from).SkipLast(1)
                    );
                    Assert.Equal(
                        moves.Count > 0 ? [goal] : [],
                        moves.Where(move => !move.Implied).Select(move => move.To)
                    );
                    Assert.Equal(moves.OrderBy(move => move.At), moves);
                    Assert.Equal(moves.Count, moves.Select(move => move.At).Distinct().Count());
                }
            }
        }
    }

    [Theory]
    [InlineData(Stage.Lead, OutcomeResult.Won, "sql opportunity customer")]
    [InlineData(Stage.Sql, OutcomeResult.Won, "opportunity customer")]
    [InlineData(Stage.Sql, OutcomeResult.Lost, "opportunity recycled")]
    [InlineData(Stage.Opportunity, OutcomeResult.Lost, "recycled")]
    [InlineData(Stage.Customer, OutcomeResult.Opportunity, "opportunity")]
    [InlineData(Stage.Customer, OutcomeResult.Lost, "recycled")]
    public void What_was_skipped_is_told_and_nothing_that_took_place(Stage from, OutcomeResult result, string way) =>
        Assert.Equal(
            way,
            string.Join(' ', OutcomeMoves.Apply(LeadAt(from), result, null, Context).Select(move => Terms.Of(move.To)))
        );

    [Fact]
    public void A_skipped_stage_makes_nobody_a_customer()
    {
        var lead = LeadAt(Stage.Lead);
        OutcomeMoves.Apply(lead, OutcomeResult.Lost, null, Context);
        Assert.Null(lead.CustomerSince);
    }

    private static Stage Goal(OutcomeResult result, ReasonType? type) =>
        result switch
        {
            OutcomeResult.Opportunity => Stage.Opportunity,
            OutcomeResult.Won => Stage.Customer,
            OutcomeResult.Lost => type is null or ReasonType.Recycle or ReasonType.Lost
                ? Stage.Recycled
                : Stage.Disqualified,
        };
}
