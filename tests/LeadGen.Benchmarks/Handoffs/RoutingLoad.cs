using System.Diagnostics;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>A million leads routed by rules, teams and turns, without a database.</summary>
internal static class RoutingLoad
{
    private const int Leads = 1_000_000;
    private const int Days = 100;
    private const int Teams = 10;
    private const int RepsOfATeam = 12;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["DE", "FR", "NL", "US", "GB", "AT", "CH", "ES", "IT", "PL"];
    private static readonly string[] Industries = ["Food", "Steel", "Chemicals", "Paper"];

    public static void Run(Bars bars)
    {
        var random = new Random(4711);
        var teams = Enumerable.Range(0, Teams).Select(n => TeamOf(n, random)).ToList();
        var router = new Router(new Routing(teams, [.. Rules(teams)], teams[0].Id));
        var subjects = Enumerable.Range(0, 5000).Select(_ => Subject(random)).ToArray();
        var tallies = teams.ToDictionary(team => team.Id, team => new Tally(team));
        var turns = new Dictionary<Guid, Turns>();
        var (worst, worstOfDay) = (0d, 0d);
        var clock = new Stopwatch();
        for (var day = 0; day < Days; day++)
        {
            foreach (var tally in tallies.Values)
            {
                tally.Begin(DateOnly.FromDateTime(Start.Date).AddDays(day));
            }

            for (var lead = 0; lead < Leads / Days; lead++)
            {
                var subject = subjects[random.Next(subjects.Length)];
                clock.Start();
                var routed = router.Route(subject, turns, Start.AddDays(day));
                clock.Stop();
                turns[routed.Team.Id] = routed.Turns;
                tallies[routed.Team.Id].Count(routed.Rep!);
                worst = Math.Max(worst, tallies[routed.Team.Id].OfThoseAlwaysThere);
            }

            worstOfDay = Math.Max(worstOfDay, tallies.Values.Max(tally => tally.OfTheDay));
        }

        var seconds = Bars.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s");
        bars.Add("routing of 1,000,000 leads, 40 rules", seconds, "10 s", clock.Elapsed <= AtMost);
        bars.Add(
            "unfairness at any moment, nobody away",
            Bars.Invariant($"{worst:0.00} leads per unit"),
            "1 lead",
            worst <= 1.0001
        );
        bars.Add(
            "unfairness of a day among those there",
            Bars.Invariant($"{worstOfDay:0.00} leads per unit"),
            "2 leads",
            worstOfDay <= 2.0001
        );
        var absent = tallies.Values.Sum(tally => tally.ToAbsent);
        bars.Add("leads given to somebody who is away", Bars.Invariant($"{absent}"), "0", absent == 0);
    }

    /// <summary>In every other team each rep is away for some stretches.</summary>
    private static Team TeamOf(int number, Random random) =>
        new(
            new Guid(number + 1, 0, 0, new byte[8]),
            $"Team {number}",
            [
                .. Enumerable
                    .Range(0, RepsOfATeam)
                    .Select(n => new Rep(new Guid(number + 1, 1, (short)n, new byte[8]), $"Rep {n}", 1 + (n % 5))
                    {
                        Absences = number % 2 == 0 ? [] : [.. Enumerable.Range(0, 4).Select(_ => Away(random))],
                    }),
            ]
        );

    private static Absence Away(Random random)
    {
        var from = DateOnly.FromDateTime(Start.Date).AddDays(random.Next(Days));
        return new(from, from.AddDays(random.Next(10)));
    }

    private static IEnumerable<RoutingRule> Rules(List<Team> teams) =>
        from country in Countries
        from industry in Industries
        select new RoutingRule(
            new Guid(country[0], (short)country[1], (short)industry[0], new byte[8]),
            $"{country} {industry}",
            [
                new("country", FactOperator.Equals, [country]),
                new("industry", FactOperator.OneOf, [industry]),
                new("employees", FactOperator.AtLeast, ["10"]),
            ],
            teams[(Array.IndexOf(Countries, country) + Array.IndexOf(Industries, industry)) % teams.Count].Id
        );

    private static RoutingSubject Subject(Random random) =>
        new(
            QualificationKind.Mql,
            new LeadFacts(
                new Dictionary<string, string>
                {
                    ["country"] = Countries[random.Next(Countries.Length)],
                    ["industry"] = Industries[random.Next(Industries.Length)],
                    ["employees"] = Bars.Invariant($"{random.Next(1, 1000)}"),
                }
            )
        );

    /// <summary>Leads per unit of capacity: how far the best and the worst off of a team are apart.</summary>
    private sealed class Tally(Team team)
    {
        private readonly Dictionary<Guid, int> _all = team.Reps.ToDictionary(rep => rep.StaffId, _ => 0);
        private readonly Dictionary<Guid, int> _day = [];
        private readonly bool _isAlwaysThere = team.Reps.All(rep => rep.Absences.Count == 0);

        public int ToAbsent { get; private set; }

        public double OfThoseAlwaysThere => _isAlwaysThere ? Spread(_all) : 0;
        public double OfTheDay => _day.Count == 0 ? 0 : Spread(_day);

        public void Begin(DateOnly day)
        {
            _day.Clear();
            foreach (var rep in team.Reps.Where(rep => rep.IsAvailableOn(day)))
            {
                _day.Add(rep.StaffId, 0);
            }
        }

        public void Count(Rep rep)
        {
            _all[rep.StaffId]++;
            if (_day.TryGetValue(rep.StaffId, out var got))
            {
                _day[rep.StaffId] = got + 1;
            }
            else
            {
                ToAbsent++;
            }
        }

        private double Spread(Dictionary<Guid, int> got)
        {
            var (least, most) = (double.MaxValue, 0d);
            foreach (var rep in team.Reps)
            {
                if (got.TryGetValue(rep.StaffId, out var leads))
                {
                    var share = (double)leads / rep.Capacity;
                    (least, most) = (Math.Min(least, share), Math.Max(most, share));
                }
            }

            return most - least;
        }
    }
}
