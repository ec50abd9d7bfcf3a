using LeadGen.Domain;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Learning;
using LeadGen.Web.Scoring.Replays;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>A scorecard learned from what became of earlier leads: the evidence, how it fared on later leads, and the way into the draft.</summary>
public sealed class LearnModel(ModelDesk desk, LearningDesk learning, ReplayDesk replays, TimeProvider time)
    : ScoringPageModel(desk)
{
    public const string Silent = "silent_days";
    public const string LeaveOut = "leave_out";
    public const string Keep = "keep";

    /// <summary>An earlier run; the latest that is done unless asked for.</summary>
    [FromQuery]
    public Guid? Id { get; set; }

    /// <summary>Of the leads over the threshold, so many of a hundred are to be good.</summary>
    [FromQuery]
    public string? Precision { get; set; }

    /// <summary>So many leads a week are to reach the threshold.</summary>
    [FromQuery]
    public string? Weekly { get; set; }

    public DateTimeOffset Now { get; private set; }
    public LearningRun? Shown { get; private set; }
    public IReadOnlyList<LearningLine> Lines { get; private set; } = [];

    /// <summary>The threshold that was asked for, or one to begin with; null where none is as asked.</summary>
    public ThresholdChoice? Chosen { get; private set; }

    /// <summary>What is wrong with what was asked for.</summary>
    public string? ChoiceError { get; private set; }

    public LearningReport? Report => Shown?.Report;

    /// <summary>What the form begins with: what was asked last.</summary>
    public LearningOptions Options => Shown?.Options ?? LearningOptions.Plain;

    /// <summary>What could be left out: all that the last run looked at, or was told not to.</summary>
    public IReadOnlyList<string> Abouts =>
        [
            .. (Report?.Lines.Select(line => line.About) ?? [])
                .Concat(Options.LeftOut)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    public IReadOnlyList<Leak> TooGood => [.. (Report?.Leaks ?? []).Where(leak => leak.Kind == LeakKind.TooGood)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Id is not null && Shown is null ? NotFound() : Page();
    }

    /// <summary>How far it is, for the script.</summary>
    public async Task<IActionResult> OnGetRunAsync(CancellationToken cancel) =>
        Partial("_Learning", await learning.LatestAsync(cancel));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Asked() is not { } options)
        {
            KeepTyped();
            return Refuse(
                Silent,
                $"Enter a whole number of days from 1 to {LearningOptions.SilentDaysMax:N0}, or leave it empty."
            );
        }

        return await learning.AskAsync(options, Actor, cancel)
            ? Redirect(ScoringPaths.Learn)
            : Tell("One is being learned already. Wait for it, then ask again.", ScoringPaths.Learn, "warning");
    }

    /// <summary>Puts what was learned into the draft.</summary>
    public async Task<IActionResult> OnPostAdoptAsync(Guid run, int? threshold, CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        if (await learning.FindAsync(run, cancel) is not { Model: { } model })
        {
            return NotFound();
        }

        if (threshold is not { } points || Math.Abs((long)points) > ScoringModel.ThresholdMax)
        {
            // What could not be bound has an error already; ours says what to do.
            ModelState.Clear();
            Id = run;
            await LoadAsync(cancel);
            KeepTyped();
            return Refuse("threshold", "Enter a whole number of points.");
        }

        var adopted = model with
        {
            Name = Hand.Published.Model.Name,
            MqlThreshold = points,
            Product = Hand.Model.Product,
        };
        return await Desk.SaveDraftAsync(adopted, Actor, Seen, cancel) == DraftResult.Done
            ? Tell(
                "What was learned is the draft now. Look it through, and replay it before you publish it.",
                ScoringPaths.Draft
            )
            : Tell(Gone, ScoringPaths.Learn, "warning");
    }

    public static string DirectionField(string fact) => $"direction_{fact}";

    private async Task LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        (Now, Lines) = (time.GetUtcNow(), await learning.LinesAsync(cancel));
        Shown = Id is { } id ? await learning.FindAsync(id, cancel) : await learning.LatestDoneAsync(cancel);
        if (Report is { Problem: null } report)
        {
            (Chosen, ChoiceError) = await ChooseAsync(report.Thresholds, cancel);
        }
    }

    private async Task<(ThresholdChoice?, string?)> ChooseAsync(
        IReadOnlyList<ThresholdChoice> choices,
        CancellationToken cancel
    )
    {
        if (!string.IsNullOrWhiteSpace(Precision))
        {
            return
                ModelEdit.Number(Precision)?.ToString() is { } typed
                && double.TryParse(typed, System.Globalization.CultureInfo.InvariantCulture, out var percent)
                && percent is > 0 and <= 100
                ? Thresholds.ForPrecision(choices, percent / 100) is { } precise
                    ? (precise, null)
                    : (null, "No threshold reaches that share on the leads held out. Ask for a lower one.")
                : (null, "Enter a share from 1 to 100.");
        }

        if (!string.IsNullOrWhiteSpace(Weekly))
        {
            return
                double.TryParse(Weekly, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0
                ? Thresholds.ForWeekly(choices, number) is { } few
                    ? (few, null)
                    : (null, "Even the highest threshold lets more in. Ask for a greater number.")
                : (null, "Enter a number above 0.");
        }

        // As many as sales gets through, or else half the way from what all are to none but good ones.
        var pace = await replays.PaceAsync(cancel);
        return (
            (pace > 0 ? Thresholds.ForWeekly(choices, pace) : null)
                ?? Thresholds.ForPrecision(choices, (1 + (Report!.Good.Rate ?? 0)) / 2)
                ?? choices[^Math.Min(choices.Count, 10)],
            null
        );
    }

    private LearningOptions? Asked()
    {
        var silent = Sent(Silent);
        int? days = null;
        if (!string.IsNullOrWhiteSpace(silent))
        {
            if (!int.TryParse(silent, out var typed) || typed is < 1 or > LearningOptions.SilentDaysMax)
            {
                return null;
            }
            days = typed;
        }

        return new LearningOptions(
            days,
            [.. Request.Form[LeaveOut].OfType<string>().Intersect(Abouts)],
            [.. Request.Form[Keep].OfType<string>().Intersect(TooGood.Select(leak => leak.Fact))],
            (Report?.Numbers ?? [])
                .Select(fact => (fact, Way: Terms.Parse<Direction>(Sent(DirectionField(fact)) ?? "")))
                .Where(one => one.Way is not null)
                .ToDictionary(one => one.fact, one => one.Way!.Value)
        );
    }
}
