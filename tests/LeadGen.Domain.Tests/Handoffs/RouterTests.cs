using System.Collections.Immutable;
using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class RouterTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableDictionary<Guid, Turns> NoTurns = ImmutableDictionary<Guid, Turns>.Empty;
    private static readonly Rep Mina = new(Id(1), "Mina", 1);
    private static readonly Rep Tom = new(Id(2), "Tom", 1);
    private static readonly Rep Eva = new(Id(3), "Eva", 1);
    private static readonly Team Sales = new(Id(10), "Sales", [Mina, Tom]);
    private static readonly Team Dach = new(Id(11), "DACH", [Tom, Eva]);

    [Fact]
    public void The_first_rule_that_holds_decides_and_each_rule_says_why_not()
    {
        var router = RouterOf(
            Rule("Big", Dach, new RoutingCondition("employees", FactOperator.AtLeast, ["500"])),
            Rule(
                "German trials",
                Dach,
                new RoutingCondition("country", FactOperator.OneOf, ["DE", "AT"]),
                new RoutingCondition("medium", FactOperator.Equals, ["cpc"])
            ),
            Rule("Hand-raises", Dach, new RoutingCondition("kind", FactOperator.OneOf, ["sql", "cql"])),
            Rule("All", Sales)
        );
        var subject = Subject(QualificationKind.Sql, ("country", "de"), ("employees", "40")) with { Medium = "email" };

        var routed = router.Route(subject, NoTurns, Now);

        Assert.Equal((Dach.Id, Tom.StaffId, RoutedBy.Turn), (routed.Team.Id, routed.Rep!.StaffId, routed.By));
        Assert.Equal("DACH by the rule “Hand-raises”: Tom, whose turn it is.", routed.Why);
        Assert.Equal(
            [
                "Does not hold: employees is at least 500, and the lead has “40”.",
                "Does not hold: medium is cpc, and the lead has “email”.",
                "Decides: all of it holds.",
                "Holds, but one above it decides.",
            ],
            router.Verdicts(subject).Select(verdict => verdict.Why)
        );
    }

    [Theory]
    [InlineData("source", "google", true)]
    [InlineData("channel", "phone", true)]
    [InlineData("medium", "cpc", true)]
    [InlineData("campaign", "spring", true)]
    [InlineData("kind", "pql", true)]
    [InlineData("custom.fleet", "many", true)]
    [InlineData("industry", "any", false)]
    public void Rules_ask_facts_source_and_kind_without_case(string fact, string value, bool holds)
    {
        var router = RouterOf(Rule("R", Dach, new RoutingCondition(fact, FactOperator.Equals, [value])));
        var subject = Subject(
            QualificationKind.Pql,
            ("source", "Google"),
            ("channel", "Phone"),
            ("custom.fleet", "Many")
        ) with
        {
            Medium = "CPC",
            Campaign = "Spring",
        };
        Assert.Equal(holds ? Dach : Sales, router.Choose(subject).Team);
    }

    [Fact]
    public void A_lead_that_no_rule_holds_for_goes_to_the_default_team()
    {
        var routed = RouterOf().Route(Subject(QualificationKind.Mql), NoTurns, Now);
        Assert.Equal((Sales.Id, null, "Sales: Mina, whose turn it is."), (routed.Team.Id, routed.Rule, routed.Why));
    }

    [Fact]
    public void A_new_installation_has_a_team_whose_pool_takes_all()
    {
        var routed = new Router(Routing.Of(Id(10))).Route(Subject(QualificationKind.Mql), NoTurns, Now);
        Assert.Equal((Id(10), null, RoutedBy.Pool), (routed.Team.Id, routed.Rep, routed.By));
        Assert.Equal("Sales: its pool, since nobody is available.", routed.Why);
    }

    [Fact]
    public void Who_owns_a_lead_of_the_account_comes_first_and_it_counts_as_theirs()
    {
        var subject = Subject(QualificationKind.Mql) with { AccountOwners = [Eva.StaffId, Tom.StaffId] };
        var first = Router.Pick(Sales, null, subject, Turns.None, Now);
        Assert.Equal((Tom, RoutedBy.Account), (first.Rep, first.By));
        Assert.Equal("Sales: Tom, who owns a lead of the same account.", first.Why);

        var second = Router.Pick(Sales, null, Subject(QualificationKind.Mql), first.Turns, Now);
        Assert.Equal(Mina, second.Rep);
    }

    [Fact]
    public void Who_owns_the_account_but_is_away_is_passed_over()
    {
        var team = Sales with { Reps = [Mina, Tom with { Absences = [new(new(2026, 6, 1), new(2026, 6, 1))] }] };
        var subject = Subject(QualificationKind.Mql) with { AccountOwners = [Tom.StaffId] };
        Assert.Equal(Mina, Router.Pick(team, null, subject, Turns.None, Now).Rep);
        Assert.Equal(RoutedBy.Account, Router.Pick(team, null, subject, Turns.None, Now.AddDays(1)).By);
    }

    [Fact]
    public void The_rep_whom_the_rule_names_gets_it_and_somebody_else_while_they_are_away()
    {
        var rule = Rule("Key accounts", Sales) with { StaffId = Tom.StaffId };
        Assert.Equal(
            "Sales by the rule “Key accounts”: Tom, whom the rule names.",
            Router.Pick(Sales, rule, Subject(QualificationKind.Mql), Turns.None, Now).Why
        );

        var without = Sales with { Reps = [Mina, Tom with { Absences = [new(new(2026, 5, 1), new(2026, 6, 3))] }] };
        Assert.Equal(
            "Sales by the rule “Key accounts”: Mina, whose turn it is (Tom is away until 2026-06-03).",
            Router.Pick(without, rule, Subject(QualificationKind.Mql), Turns.None, Now).Why
        );
    }

    [Fact]
    public void A_day_of_absence_begins_and_ends_by_the_clock_of_the_team()
    {
        var team = new Team(Id(10), "Sales", [Mina with { Absences = [new(new(2026, 6, 2), new(2026, 6, 2))] }])
        {
            Calendar = WorkingCalendar.EveryHourIn("Asia/Kathmandu"),
        };
        RoutedBy At(string time) =>
            Router
                .Pick(
                    team,
                    null,
                    Subject(QualificationKind.Mql),
                    Turns.None,
                    new(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero)
                )
                .By;
        Assert.Equal(
            (RoutedBy.Turn, RoutedBy.Pool, RoutedBy.Pool, RoutedBy.Turn),
            (At("2026-06-01T18:14"), At("2026-06-01T18:15"), At("2026-06-02T18:14"), At("2026-06-02T18:15"))
        );
    }

    [Fact]
    public void Who_is_left_out_of_one_hand_off_keeps_their_turns()
    {
        var turns = Turns.None.Count(Tom).Count(Tom);
        var leftOut = Router.Pick(Sales, null, Subject(QualificationKind.Mql), turns, Now, [Mina.StaffId]);
        Assert.Equal(Tom, leftOut.Rep);

        turns = leftOut.Turns;
        for (var lead = 0; lead < 3; lead++)
        {
            var routed = Router.Pick(Sales, null, Subject(QualificationKind.Mql), turns, Now);
            Assert.Equal(Mina, routed.Rep);
            turns = routed.Turns;
        }
    }

    [Fact]
    public void Routing_without_its_default_team_or_with_a_rule_that_leads_nowhere_is_refused_by_path()
    {
        var rule = Rule(
            "R",
            Dach,
            new RoutingCondition("shoe_size", FactOperator.Equals, ["42"]),
            new RoutingCondition("country", FactOperator.Between, ["a", "b"])
        );
        var stray = Rule("S", Sales) with { Id = Id(31), StaffId = Eva.StaffId };
        var errors = RoutingRules.Check(
            new([Sales with { Reps = [Mina with { Capacity = -1 }] }], [rule, stray], Id(99))
        );
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["default_team"] = "Choose the team for all leads that no rule holds for",
                [$"teams.{Sales.Id}"] = "Give Mina a capacity from 0 to 1000",
                [$"rules.{rule.Id}"] = "Choose the team that gets these leads",
                [$"rules.{rule.Id}.conditions.0"] = "Choose a fact, or the kind, medium or campaign",
                [$"rules.{rule.Id}.conditions.1"] = "Give the lowest and the highest number",
                [$"rules.{stray.Id}"] = "Choose a rep of Sales, or leave the rep out",
            },
            errors
        );
        Assert.Throws<DomainException>(() => new Router(new([Sales], [], Id(99))));
    }

    private static Router RouterOf(params RoutingRule[] rules) =>
        new(new([Sales, Dach], [.. rules.Select((rule, index) => rule with { Id = Id(50 + index) })], Sales.Id));

    private static RoutingRule Rule(string name, Team team, params RoutingCondition[] conditions) =>
        new(Id(30), name, conditions, team.Id);

    private static RoutingSubject Subject(QualificationKind kind, params (string Fact, string Value)[] facts) =>
        new(kind, new LeadFacts(facts.ToDictionary(fact => fact.Fact, fact => fact.Value)));

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
