using CsCheck;
using LeadGen.Domain.Learning;

namespace LeadGen.Domain.Tests.Learning;

public sealed class JudgementTests
{
    // Few different chances, so that many are tied.
    private static readonly Gen<(double Chance, bool Good)[]> Leads = Gen.Select(
            Gen.Int[-6, 6].Select(number => number / 2.0),
            Gen.Bool
        )
        .Array[2, 80]
        .Where(leads => leads.Any(one => one.Item2) && leads.Any(one => !one.Item2));

    [Fact]
    public void The_area_is_the_part_of_all_pairs_that_stand_the_right_way_round() =>
        Leads.Sample(leads =>
        {
            var pairs =
                from good in leads.Where(one => one.Good)
                from bad in leads.Where(one => !one.Good)
                select good.Chance > bad.Chance ? 1.0
                : good.Chance == bad.Chance ? 0.5
                : 0;
            Assert.Equal(pairs.Average(), Judge(leads).Auc, 1e-9);
        });

    [Fact]
    public void The_loss_is_that_of_the_chances_and_finite_however_sure_they_were() =>
        Leads.Sample(leads =>
        {
            var loss = leads.Average(one =>
            {
                var rate = 1 / (1 + Math.Exp(-one.Chance));
                return -Math.Log(one.Good ? rate : 1 - rate);
            });
            Assert.Equal(loss, Judge(leads).LogLoss, 1e-9);
            Assert.True(double.IsFinite(Judge([.. leads.Select(one => (one.Chance * 1e6, one.Good))]).LogLoss));
        });

    [Fact]
    public void The_calibration_error_is_how_far_tenths_of_the_leads_lie_from_what_was_promised() =>
        Leads.Sample(leads =>
        {
            var judged = Judge(leads);
            var sorted = leads.OrderBy(one => one.Chance).ToList();
            Assert.Equal(leads.Length, judged.Bands.Sum(band => band.Good.Of));
            Assert.Equal(leads.Count(one => one.Good), judged.Bands.Sum(band => band.Good.Hits));
            var (from, error) = (0, 0.0);
            foreach (var band in judged.Bands)
            {
                var part = sorted.GetRange(from, (int)band.Good.Of);
                Assert.True(part.Count * 10 >= leads.Length || band == judged.Bands[^1]);
                Assert.DoesNotContain(sorted.Skip(from + part.Count), one => one.Chance == part[^1].Chance);
                Assert.Equal(part.Average(one => 1 / (1 + Math.Exp(-one.Chance))), band.Promised, 1e-9);
                Assert.Equal(part.Count(one => one.Good), band.Good.Hits);
                error += part.Count * Math.Abs(band.Promised - ((double)band.Good.Hits / part.Count));
                from += part.Count;
            }

            Assert.Equal(error / leads.Length, judged.CalibrationError, 1e-9);
        });

    [Fact]
    public void The_best_tenth_counts_those_tied_at_its_border_in_part()
    {
        // Twenty leads, so the tenth is two: the best one, and one of four that are alike and of whom one is good.
        var leads = Enumerable.Repeat((Chance: 0.0, Good: false), 15).ToList();
        leads.AddRange([(2, true), (1, true), (1, false), (1, false), (1, false)]);
        var judged = Judge([.. leads]);
        Assert.Equal((1 + 0.25) / 2, judged.BestTenth, 1e-9);
        Assert.Equal(judged.BestTenth / 0.1, judged.Lift, 1e-9);
    }

    [Fact]
    public void Everything_told_apart_is_1_nothing_a_half_and_the_interval_stays_between_0_and_1()
    {
        (double, bool)[] apart = [(-1, false), (-1, false), (1, true), (2, true)];
        var equal = Enumerable.Range(0, 40).Select(index => (0.0, index % 2 == 0)).ToArray();
        Assert.Equal((1.0, 1.0), (Judge(apart).Auc, Judge(apart).AucHigh));
        Assert.Equal(0.5, Judge(equal).Auc);
        Assert.InRange(0.5, Judge(equal).AucLow, Judge(equal).AucHigh);
        Assert.Equal(1, Judge(equal).Lift, 1e-9);
    }

    private static Judgement Judge((double Chance, bool Good)[] leads) =>
        Judgement.Of([.. leads.Select(one => one.Chance)], [.. leads.Select(one => one.Good)]);
}
