using System.Collections.Immutable;
using CsCheck;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class RouterPropertyTests
{
    private const int Cases = 500;
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RoutingSubject Anybody = new(QualificationKind.Mql, LeadFacts.None);

    /// <summary>Some are away for a while, some have no capacity, some have left.</summary>
    private static readonly Gen<Rep> AnyRep = Gen.Select(
        Gen.Guid,
        Gen.Int[0, 20],
        Gen.Int[0, 9].Select(luck => luck > 0),
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 30], (from, days) => Away(from, from + days)).Array[0, 3],
        (id, capacity, active, absences) => new Rep(id, "Rep", capacity, active) { Absences = absences }
    );

    private static readonly Gen<Rep> PresentRep = Gen.Select(
        Gen.Guid,
        Gen.Int[1, 40],
        (id, capacity) => new Rep(id, "Rep", capacity)
    );

    [Fact]
    public void Of_reps_who_are_there_each_gets_leads_by_capacity_within_one_lead_per_unit_at_any_moment() =>
        Gen.Select(PresentRep.Array[1, 12], Gen.Int[1, 400])
            .Sample(
                any =>
                {
                    var got = any.Item1.ToDictionary(rep => rep.StaffId, _ => 0);
                    foreach (var routed in Days(any.Item1, Enumerable.Repeat(0, any.Item2)))
                    {
                        got[routed.Rep!.StaffId]++;
                        var shares = any.Item1.Select(rep => (double)got[rep.StaffId] / rep.Capacity).ToList();
                        Assert.InRange(shares.Max() - shares.Min(), 0, 1.000001);
                    }
                },
                iter: Cases
            );

    [Fact]
    public void Nobody_who_is_absent_inactive_or_without_capacity_gets_one_and_somebody_does_if_anybody_is_there() =>
        Gen.Select(AnyRep.Array[0, 8], Gen.Int[0, 100].Array[1, 100])
            .Sample(
                any =>
                {
                    foreach (var (routed, day) in Days(any.Item1, any.Item2.Order()).Zip(any.Item2.Order()))
                    {
                        var there = any.Item1.Where(rep => IsThere(rep, day)).Select(rep => rep.StaffId).ToList();
                        Assert.Equal(there.Count == 0, routed.By == RoutedBy.Pool);
                        Assert.True(routed.Rep is null ? there.Count == 0 : there.Contains(routed.Rep.StaffId));
                    }
                },
                iter: Cases
            );

    [Fact]
    public void From_the_day_of_a_return_on_all_are_treated_alike_whoever_was_away_for_how_long() =>
        Gen.Select(PresentRep.Array[2, 8], Gen.Int[0, 50], Gen.Int[1, 300], Gen.Int[1, 300])
            .Sample(
                any =>
                {
                    var (reps, before, meanwhile, after) = any;
                    reps[0] = reps[0] with { Absences = [Away(1, 9)] };
                    IEnumerable<int> days =
                    [
                        .. Enumerable.Repeat(0, before),
                        .. Enumerable.Repeat(5, meanwhile),
                        .. Enumerable.Repeat(10, after),
                    ];
                    var got = Days(reps, days).Skip(before + meanwhile).CountBy(routed => routed.Rep!.StaffId);
                    var leads = got.ToDictionary();
                    var shares = reps.Select(rep => (double)leads.GetValueOrDefault(rep.StaffId) / rep.Capacity);
                    // A lead per unit of capacity, as at any moment, and one that they were ahead or behind by before.
                    Assert.All(shares, share => Assert.InRange(shares.First() - share, -2.000001, 2.000001));
                },
                iter: Cases
            );

    [Fact]
    public void The_order_in_which_reps_are_listed_changes_nothing_and_twice_the_same_gives_the_same() =>
        Gen.Select(AnyRep.Array[0, 8], Gen.Int[0, 100].Array[1, 60], Gen.Int)
            .Sample(
                any =>
                {
                    var days = any.Item2.Order().ToList();
                    var shuffled = any.Item1.ToArray();
                    new Random(any.Item3).Shuffle(shuffled);
                    var first = Days(any.Item1, days).Select(routed => routed.Rep?.StaffId).ToList();
                    Assert.Equal(first, Days(shuffled, days).Select(routed => routed.Rep?.StaffId));
                    Assert.Equal(first, Days(any.Item1, days).Select(routed => routed.Rep?.StaffId));
                },
                iter: Cases
            );

    [Fact]
    public void A_hand_off_goes_round_the_team_without_coming_back_to_one_who_let_it_lapse_and_then_to_the_pool() =>
        AnyRep
            .Array[0, 8]
            .Sample(
                reps =>
                {
                    var (turns, lapsed) = (Turns.None, new List<Guid>());
                    Routed routed;
                    while ((routed = Router.Pick(TeamOf(reps), null, Anybody, turns, Start, lapsed)).Rep is { } rep)
                    {
                        Assert.DoesNotContain(rep.StaffId, lapsed);
                        lapsed.Add(rep.StaffId);
                        turns = routed.Turns;
                    }

                    Assert.Equal(reps.Where(rep => IsThere(rep, 0)).Select(rep => rep.StaffId).Order(), lapsed.Order());
                },
                iter: Cases
            );

    [Fact]
    public void A_hundred_thousand_leads_are_shared_exactly_by_capacity()
    {
        Rep[] reps = [.. Enumerable.Range(1, 10).Select(n => new Rep(new Guid(n, 0, 0, new byte[8]), $"Rep {n}", n))];
        var router = new Router(new([TeamOf(reps)], [], default));
        var (turns, got) = (ImmutableDictionary<Guid, Turns>.Empty, new int[11]);
        for (var lead = 0; lead < 110_000; lead++)
        {
            var routed = router.Route(Anybody, turns, Start);
            got[routed.Rep!.Capacity]++;
            turns = turns.SetItem(default, routed.Turns);
        }

        Assert.Equal(Enumerable.Range(0, 11).Select(n => n * 2000), got);
    }

    private static IEnumerable<Routed> Days(Rep[] reps, IEnumerable<int> days)
    {
        var turns = Turns.None;
        foreach (var day in days)
        {
            var routed = Router.Pick(TeamOf(reps), null, Anybody, turns, Start.AddDays(day));
            turns = routed.Turns;
            yield return routed;
        }
    }

    private static Team TeamOf(Rep[] reps) => new(default, "Sales", reps);

    private static Absence Away(int from, int to) =>
        new(DateOnly.FromDateTime(Start.Date).AddDays(from), DateOnly.FromDateTime(Start.Date).AddDays(to));

    private static bool IsThere(Rep rep, int day) =>
        rep is { Active: true, Capacity: > 0 }
        && !rep.Absences.Any(absence =>
            Start.AddDays(day).Date >= absence.From.ToDateTime(default)
            && Start.AddDays(day).Date <= absence.To.ToDateTime(default)
        );
}
