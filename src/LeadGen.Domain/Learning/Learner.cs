using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>What was learned, as a model too where anything could be.</summary>
public sealed record Learned(LearningReport Report, ScoringModel? Model);

/// <summary>
/// Learns a scorecard from past leads. The way of learning is tried first: on the earlier seven tenths of the leads, judged by the later
/// three. What is proposed is then learned from all of them.
/// </summary>
public static class Learner
{
    /// <summary>Fewer good, or fewer other leads than these teach nothing.</summary>
    public const int LeastOfEach = 50;

    private const double LearnedPart = 0.7;
    private const int LeastHeldOut = 10;

    /// <param name="present">The model in force.</param>
    public static Learned Learn(Examples examples, LearningOptions options, ScoringModel present)
    {
        var (rows, silent) = Judged(examples, options);
        var good = GoodOf(examples, rows, options);
        var share = new Share(good.LongCount(one => one), rows.Length);
        if (TooFew(share) is { } problem)
        {
            return Refused(problem, share, silent);
        }

        var cut = (int)(rows.Length * LearnedPart);
        if (!HasBoth(good[..cut]) || !HasBoth(good[cut..]))
        {
            return Refused(
                "In order of time the earlier leads and the later ones are not alike: one part has hardly any good leads, or hardly any others. So what is learned could not be tried on later leads. Wait for more verdicts, or let leads of which sales said nothing count as not good.",
                share,
                silent
            );
        }

        var (columns, leaks) = Columns(examples, rows, good, options);
        var trial = Scorecard.Learn(examples, columns, rows[..cut], good[..cut], options);
        if (trial.Design.Count == 0)
        {
            return Refused(
                "Nothing that is known of these leads differs from one to the next, so nothing can be learned. Ask for more in forms, or import more facts.",
                share,
                silent
            );
        }

        var trialChances = ChancesOf(trial, examples, rows[cut..]);
        var validation = Validate(trial, trialChances, examples, rows, good, cut);
        var card = Scorecard.Learn(examples, columns, rows, good, options);
        var proposed = ProposedModel.Of(card, examples, rows, good, present);
        var all = Enumerable.Range(0, examples.Count).ToArray();
        var report = new LearningReport(
            null,
            share,
            silent,
            examples.AtOf(rows[0]),
            examples.AtOf(rows[^1]),
            leaks,
            proposed.Lines,
            [.. card.Design.Facts.Where(fact => fact.IsNumber).Select(fact => fact.Column.Fact)],
            card.Calibration,
            validation,
            Thresholds.Of(
                card.Calibration,
                [.. all.Select(row => card.ScoreOf(examples, row))],
                [.. all.Select(examples.AtOf)],
                trialChances,
                good[cut..]
            )
        )
        {
            NoRoomFor = card.Design.NoRoomFor,
        };
        return new Learned(report, proposed.Model);
    }

    /// <summary>The leads to learn from, the earliest first.</summary>
    private static (int[] Rows, long Silent) Judged(Examples examples, LearningOptions options)
    {
        var rows = Enumerable
            .Range(0, examples.Count)
            .Where(row => examples.GoodOf(row, options.SilentDays) is not null)
            .OrderBy(examples.AtOf)
            .ToArray();
        return (rows, rows.LongCount(row => examples.GoodOf(row, silentDays: null) is null));
    }

    private static bool[] GoodOf(Examples examples, int[] rows, LearningOptions options) =>
        [.. rows.Select(row => examples.GoodOf(row, options.SilentDays)!.Value)];

    private static string? TooFew(Share good)
    {
        var bad = good.Of - good.Hits;
        if (good.Of == 0)
        {
            return Words(
                $"Sales has not judged a lead yet. It takes at least {LeastOfEach} good ones (confirmed, an opportunity, or won) and {LeastOfEach} others (rejected, disqualified, or lost). Past ones can be imported."
            );
        }
        if (bad == 0)
        {
            return Words(
                $"All {good.Of:N0} judged leads were good. It also takes leads that were not, at least {LeastOfEach}: let leads of which sales said nothing for long count as not good, or record which were rejected and lost."
            );
        }
        if (good.Hits == 0)
        {
            return Words(
                $"None of {good.Of:N0} leads was good. It also takes those that were, at least {LeastOfEach}: confirm hand-offs, record what was won, or import past sales."
            );
        }
        return Math.Min(good.Hits, bad) >= LeastOfEach
            ? null
            : Words(
                $"There are {good.Hits:N0} good leads and {bad:N0} others. It takes at least {LeastOfEach} of each: wait for more verdicts, or import past ones."
            );
    }

    private static bool HasBoth(bool[] good) =>
        good.Count(one => one) is var hits && hits >= LeastHeldOut && good.Length - hits >= LeastHeldOut;

    private static (List<FactColumn> Columns, List<Leak> Leaks) Columns(
        Examples examples,
        int[] rows,
        bool[] good,
        LearningOptions options
    )
    {
        var (columns, leaks) = (new List<FactColumn>(), new List<Leak>());
        foreach (var column in examples.Columns.Where(one => !options.LeftOut.Contains(one.Fact)))
        {
            var leak = LeakGuard.Find(column, rows, good, options.Kept.Contains(column.Fact));
            if (leak is not null)
            {
                leaks.Add(leak);
            }
            if (leak is not { IsLeftOut: true })
            {
                columns.Add(column);
            }
        }
        return (columns, leaks);
    }

    private static double[] ChancesOf(Scorecard card, Examples examples, int[] rows) =>
        [.. rows.Select(row => card.Calibration.Start + (card.Calibration.PerPoint * card.ScoreOf(examples, row)))];

    private static Validation Validate(
        Scorecard trial,
        double[] chances,
        Examples examples,
        int[] rows,
        bool[] good,
        int cut
    )
    {
        var heldOut = good[cut..];
        var scores = Array.ConvertAll(rows, examples.PresentOf);
        var present = Calibration.Fit(scores.AsSpan(..cut), good.AsSpan(..cut));
        var bayes = NaiveBayes.Learn(
            trial.Design,
            AnswerSheet.Of(trial.Design, examples, rows.AsSpan(..cut), good[..cut])
        );
        var later = AnswerSheet.Of(trial.Design, examples, rows.AsSpan(cut..), heldOut);
        return new Validation(
            cut,
            examples.AtOf(rows[cut]),
            Judgement.Of(chances, heldOut),
            Judgement.Of([.. scores[cut..].Select(score => present.Start + (present.PerPoint * score))], heldOut),
            Judgement.Of(
                [.. Enumerable.Range(0, later.Count).Select(index => bayes.ChanceOf(later.Of(index)))],
                heldOut
            )
        );
    }

    private static Learned Refused(string problem, Share good, long silent) =>
        new(LearningReport.Refused(problem, good, silent), null);

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
