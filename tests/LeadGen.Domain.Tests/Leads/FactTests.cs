using CsCheck;
using LeadGen.Domain.Leads;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Leads;

public sealed class FactTests
{
    private static readonly Gen<FactOrigin[]> EqualRanks = Gen.OneOf<FactOrigin[]>(
        Gen.Const<FactOrigin[]>([FactOrigin.Import, FactOrigin.Api]),
        Gen.Const<FactOrigin[]>([FactOrigin.Person]),
        Gen.Const<FactOrigin[]>([FactOrigin.Staff])
    );

    /// <summary>Answers of equal weight, each on a day of its own.</summary>
    private static readonly Gen<List<Answer>> OfEqualWeight = Gen.Select(EqualRanks, Days)
        .SelectMany(
            (ranks, days) =>
                Gen.OneOf(ranks)
                    .Array[days.Length]
                    .Select(origins =>
                        days.Zip(origins, (day, origin) => new Answer(origin, day, $"told on day {day}")).ToList()
                    )
        );

    private static readonly Gen<List<Answer>> OfAnyWeight = Gen.Select(
        Gen.OneOf(Enum.GetValues<FactOrigin>()),
        Gen.Int[0, 6],
        Gen.OneOf("A", "B", "C"),
        (origin, day, value) => new Answer(origin, day, value)
    ).List[0, 8];

    private static Gen<int[]> Days => Gen.Int[0, 30].HashSet[1, 7].Select(days => days.ToArray());

    [Theory]
    [InlineData(FactOrigin.Import, FactOrigin.Api, true)]
    [InlineData(FactOrigin.Api, FactOrigin.Import, true)]
    [InlineData(FactOrigin.Import, FactOrigin.Person, true)]
    [InlineData(FactOrigin.Api, FactOrigin.Staff, true)]
    [InlineData(FactOrigin.Person, FactOrigin.Api, false)]
    [InlineData(FactOrigin.Person, FactOrigin.Import, false)]
    [InlineData(FactOrigin.Person, FactOrigin.Person, true)]
    [InlineData(FactOrigin.Person, FactOrigin.Staff, true)]
    [InlineData(FactOrigin.Staff, FactOrigin.Person, false)]
    [InlineData(FactOrigin.Staff, FactOrigin.Api, false)]
    [InlineData(FactOrigin.Staff, FactOrigin.Staff, true)]
    public void A_later_answer_replaces_what_has_no_more_weight(FactOrigin held, FactOrigin told, bool replaces)
    {
        var lead = NewLead();
        Tell(lead, new Answer(held, 1, "old"));

        var applied = Tell(lead, new Answer(told, 2, "new"));

        Assert.Equal(replaces ? "new" : "old", lead["company"]);
        Assert.Equal(replaces ? [] : ["company"], applied.Kept);
        Assert.Equal(replaces, applied.Change is not null);
    }

    [Fact]
    public void A_person_and_staff_replace_an_import_even_with_an_older_date()
    {
        var lead = NewLead();
        Tell(lead, new Answer(FactOrigin.Import, 9, "imported"));
        Tell(lead, new Answer(FactOrigin.Person, 3, "said"));
        Assert.Equal("said", lead["company"]);
    }

    [Fact]
    public void Overwriting_replaces_all_but_a_staff_edit()
    {
        foreach (var held in Enum.GetValues<FactOrigin>())
        {
            var lead = NewLead();
            Tell(lead, new Answer(held, 1, "old"));
            Tell(lead, new Answer(FactOrigin.Api, 2, "new"), overwrite: true);
            Assert.Equal(held == FactOrigin.Staff ? "old" : "new", lead["company"]);
        }
    }

    [Fact]
    public void What_staff_clear_is_missing_until_somebody_says_it_again()
    {
        var lead = NewLead();
        Tell(lead, new Answer(FactOrigin.Person, 1, "said"));
        var cleared = Tell(lead, new Answer(FactOrigin.Staff, 2, null));
        Assert.Null(lead["company"]);
        Assert.Null(cleared.Change!.Values["company"]);

        Tell(lead, new Answer(FactOrigin.Import, 3, "imported"));
        Assert.Equal("imported", lead["company"]);
    }

    [Fact]
    public void The_same_answer_again_is_no_change_but_is_as_new_as_that()
    {
        var lead = NewLead();
        Tell(lead, new Answer(FactOrigin.Person, 1, "A"));
        var updated = lead.UpdatedAt;
        Assert.Null(Tell(lead, new Answer(FactOrigin.Person, 5, "A")).Change);
        Assert.Equal(updated, lead.UpdatedAt);

        Tell(lead, new Answer(FactOrigin.Person, 3, "B"));
        Assert.Equal("A", lead["company"]);
    }

    [Fact]
    public void Of_answers_with_equal_weight_the_latest_holds_in_whatever_order_they_arrive() =>
        OfEqualWeight
            .SelectMany(answers => Gen.Shuffle(answers))
            .Sample(answers =>
            {
                var lead = NewLead();
                answers.ForEach(answer => Tell(lead, answer));
                return lead["company"] == answers.MaxBy(answer => answer.Day)!.Value;
            });

    [Fact]
    public void Telling_it_all_again_changes_nothing() =>
        OfAnyWeight.Sample(answers =>
        {
            var lead = NewLead();
            answers.ForEach(answer => Tell(lead, answer));
            var facts = lead.Facts;
            var last = answers.Count == 0 ? null : answers[^1];
            return last is null || (Tell(lead, last).Change is null && lead.Facts.SequenceEqual(facts));
        });

    [Fact]
    public void The_changes_that_were_kept_lead_to_the_facts_that_hold() =>
        OfAnyWeight.Sample(answers =>
        {
            var (lead, changes) = (NewLead(), new List<FactChange>());
            foreach (var answer in answers)
            {
                changes.AddRange(new[] { Tell(lead, answer, recorded: changes.Count).Change }.OfType<FactChange>());
            }

            changes.Reverse();
            return FactChange.AsOf(changes, Now.AddDays(99)).GetValueOrDefault("company") == lead["company"];
        });

    [Fact]
    public void As_of_an_instant_a_fact_is_what_it_was_by_then_and_before_its_first_change_it_is_missing()
    {
        var (lead, changes) = (NewLead(), new List<FactChange>());
        foreach (var (day, value) in new[] { (2, "B"), (4, "D"), (6, "F") })
        {
            changes.Add(Tell(lead, new Answer(FactOrigin.Person, day, value), recorded: day + 10).Change!);
        }

        foreach (var (day, value) in new (double, string?)[] { (1.9, null), (2, "B"), (3.9, "B"), (4, "D"), (9, "F") })
        {
            Assert.Equal(value, FactChange.AsOf(changes, Now.AddDays(day)).GetValueOrDefault("company"));
        }

        Assert.Equal("B", FactChange.AsOf(changes, Now.AddDays(9), Now.AddDays(13)).GetValueOrDefault("company"));
        Assert.Empty(FactChange.AsOf(changes, Now.AddDays(9), Now.AddDays(11)));
    }

    [Fact]
    public void As_of_now_a_persons_answer_stands_against_an_import_that_was_dated_later()
    {
        var lead = NewLead();
        FactChange[] changes =
        [
            Tell(lead, new Answer(FactOrigin.Import, 9, "imported"), recorded: 1).Change!,
            Tell(lead, new Answer(FactOrigin.Person, 3, "said"), recorded: 2).Change!,
        ];

        Assert.Equal("said", FactChange.AsOf(changes, Now.AddDays(20))["company"]);
        Assert.Equal(lead["company"], FactChange.AsOf(changes, Now.AddDays(20))["company"]);
    }

    private static FactsApplied Tell(Lead lead, Answer answer, bool overwrite = false, int recorded = 40) =>
        lead.Learn(
            new FactAnswers(
                new Dictionary<string, string?> { ["company"] = answer.Value },
                answer.Origin,
                Now.AddDays(answer.Day),
                Now.AddDays(recorded),
                Overwrite: overwrite
            )
        );

    private sealed record Answer(FactOrigin Origin, int Day, string? Value);
}
