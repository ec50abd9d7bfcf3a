using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Learning;

public sealed class RealLeadsTests(ITestOutputHelper output)
{
    private const int Folds = 5;
    private static readonly ScoringModel Present = DefaultModel.Value;

    [Fact]
    public void On_leads_of_a_seller_of_courses_whole_points_are_nearly_as_good_as_a_regression_and_honest_about_chances()
    {
        var examples = RealLeads.XEducation();
        var (card, regression) = (new double[examples.Count], new double[examples.Count]);
        var good = Enumerable.Range(0, examples.Count).Select(row => examples.GoodOf(row, null)!.Value).ToArray();
        var facts = examples
            .Columns.Select(column =>
                (IReadOnlyList<string>)[.. column.Codes.ToArray().Select(code => column.Values[code])]
            )
            .ToList();
        // The same folds for both: every fifth lead in an order that has nothing to do with the outcome.
        var order = Enumerable.Range(0, examples.Count).OrderBy(row => row * 2654435761L % 6421).ToArray();
        for (var fold = 0; fold < Folds; fold++)
        {
            var train = order.Where((_, place) => place % Folds != fold).ToArray();
            var test = order.Where((_, place) => place % Folds == fold).ToArray();
            bool[] trained = [.. train.Select(row => good[row])];
            var learned = Scorecard.Learn(examples, examples.Columns, train, trained, LearningOptions.Plain);
            var (answersOf, questions) = BinnedLogistic.Cut(facts, train);
            var plain = new BinnedLogistic([.. train.Select(answersOf)], trained, questions);
            foreach (var row in test)
            {
                card[row] = learned.Calibration.Start + (learned.Calibration.PerPoint * learned.ScoreOf(examples, row));
                regression[row] = plain.ChanceOf(answersOf(row));
            }
        }

        var (ours, theirs) = (Judgement.Of(card, good), Judgement.Of(regression, good));
        output.WriteLine(
            $"points {ours.Auc:0.0000} error {ours.CalibrationError:0.0000} best tenth {ours.BestTenth:0.000} loss {ours.LogLoss:0.0000}; regression {theirs.Auc:0.0000} {theirs.CalibrationError:0.0000} {theirs.BestTenth:0.000} {theirs.LogLoss:0.0000}"
        );
        Assert.True(ours.Auc >= 0.86, $"AUC {ours.Auc}");
        Assert.True(ours.Auc >= theirs.Auc - 0.01, $"AUC {ours.Auc} beside {theirs.Auc}");
        Assert.True(ours.CalibrationError <= 0.03, $"calibration error {ours.CalibrationError}");
        Assert.True(ours.BestTenth >= 0.92, $"best tenth {ours.BestTenth}");
    }

    [Fact]
    public void What_staff_filled_in_after_the_call_is_found_because_it_tells_too_much()
    {
        var examples = RealLeads.XEducation(("custom.tags", "Tags"));
        var (report, model) = Learner.Learn(examples, LearningOptions.Plain, Present);
        var leak = Assert.Single(report.Leaks);
        Assert.Equal(("custom.tags", LeakKind.TooGood, true), (leak.Fact, leak.Kind, leak.IsLeftOut));
        Assert.DoesNotContain(model!.Fit, criterion => criterion.Fact == "custom.tags");

        var kept = Learner.Learn(examples, LearningOptions.Plain with { Kept = ["custom.tags"] }, Present);
        Assert.False(Assert.Single(kept.Report.Leaks).IsLeftOut);
        Assert.Contains(kept.Model!.Fit, criterion => criterion.Fact == "custom.tags");
    }

    [Fact]
    public void Tried_on_the_latest_leads_it_is_better_than_naive_bayes_and_than_the_model_in_force()
    {
        var report = Learner.Learn(RealLeads.XEducation(), LearningOptions.Plain, Present).Report;
        var tried = report.Validation!;
        output.WriteLine($"{tried.Learned} {tried.Bayes.Auc} {tried.Bayes.CalibrationError} {tried.Present.Auc}");
        Assert.True(tried.Learned.Auc > tried.Bayes.Auc && tried.Learned.LogLoss < tried.Bayes.LogLoss);
        Assert.Equal(0.5, tried.Present.Auc, 3);
        Assert.Equal(Strength.Good, tried.Strength);
        Assert.Equal(6413, report.Good.Of);
    }

    [Fact]
    public void Sources_and_landing_pages_of_a_marketplace_tell_little_and_it_says_so()
    {
        var examples = RealLeads.Olist();
        var one = Learner.Learn(examples, LearningOptions.Plain, Present);
        Assert.Contains("All 580 judged leads were good", one.Report.Problem, StringComparison.Ordinal);

        var (report, model) = Learner.Learn(examples, LearningOptions.Plain with { SilentDays = 180 }, Present);
        var tried = report.Validation!;
        output.WriteLine($"{tried.Learned.Auc} lift {tried.Learned.Lift} bayes {tried.Bayes.Auc}");
        Assert.Null(report.Problem);
        Assert.InRange(tried.Learned.Auc, 0.58, 0.7);
        Assert.Equal(Strength.Weak, tried.Strength);
        // The segment is known of those that became customers, and of nobody else.
        Assert.Equal("industry", Assert.Single(report.Leaks).Fact);
        Assert.DoesNotContain(model!.Fit, criterion => criterion.Fact == "industry");
    }
}
