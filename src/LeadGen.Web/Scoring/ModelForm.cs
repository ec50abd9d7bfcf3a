using System.Globalization;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring;

/// <summary>A model as the scoring page edits it: each number in a field of its own, named after the criterion's key.</summary>
public static class ModelForm
{
    public const string Threshold = "mql_threshold";
    public const string MinFit = "min_fit";
    public const string MinEngagement = "min_engagement";
    public const string MaxFit = "max_fit";
    public const string MaxEngagement = "max_engagement";

    public static string Points(FitCriterion criterion) => $"fit.{criterion.Key}.points";

    public static string Points(EngagementCriterion criterion) => $"engagement.{criterion.Key}.points";

    public static string Times(EngagementCriterion criterion) => $"engagement.{criterion.Key}.times";

    public static string Days(EngagementCriterion criterion) => $"engagement.{criterion.Key}.days";

    public static string Cap(EngagementCriterion criterion) => $"engagement.{criterion.Key}.max_points";

    public static string HalfLife(EngagementCriterion criterion) => $"engagement.{criterion.Key}.half_life_days";

    public static string Remove(string dimension, string key) => $"{dimension}.{key}.remove";

    /// <summary>The model with what was typed, or field to message. A field that was not sent leaves its number as it is.</summary>
    public static (ScoringModel Model, IReadOnlyDictionary<string, string> Errors) Read(
        ScoringModel model,
        Func<string, string?> sent
    )
    {
        var form = new Fields(sent);
        var edited = model with
        {
            MqlThreshold = form.Whole(Threshold, model.MqlThreshold) ?? model.MqlThreshold,
            MinFit = form.Whole(MinFit, model.MinFit, optional: true),
            MinEngagement = form.Whole(MinEngagement, model.MinEngagement, optional: true),
            MaxFit = form.Whole(MaxFit, model.MaxFit, optional: true),
            MaxEngagement = form.Whole(MaxEngagement, model.MaxEngagement, optional: true),
            Fit =
            [
                .. model
                    .Fit.Where(criterion => sent(Remove("fit", criterion.Key)) is null)
                    .Select(criterion =>
                        criterion with
                        {
                            Points = form.Whole(Points(criterion), criterion.Points) ?? 0,
                        }
                    ),
            ],
            Engagement =
            [
                .. model
                    .Engagement.Where(criterion => sent(Remove("engagement", criterion.Key)) is null)
                    .Select(criterion => Read(criterion, form)),
            ],
        };
        return (edited, form.Errors);
    }

    private static EngagementCriterion Read(EngagementCriterion criterion, Fields form)
    {
        var times = form.Whole(Times(criterion), criterion.Limit?.Times, optional: true);
        var days = form.Whole(Days(criterion), criterion.Limit?.Days, optional: true);
        if (times is null != days is null)
        {
            form.Errors.TryAdd(
                times is null ? Times(criterion) : Days(criterion),
                "Fill both, times and days, or neither."
            );
        }

        return criterion with
        {
            Points = form.Whole(Points(criterion), criterion.Points) ?? 0,
            Limit = times is { } t && days is { } d ? new Limit(t, d) : null,
            MaxPoints = form.Whole(Cap(criterion), criterion.MaxPoints, optional: true),
            HalfLifeDays = form.Number(HalfLife(criterion), criterion.HalfLifeDays),
        };
    }

    private sealed class Fields(Func<string, string?> sent)
    {
        public Dictionary<string, string> Errors { get; } = [];

        public int? Whole(string name, int? present, bool optional = false)
        {
            var text = sent(name)?.Trim();
            if (text is null || (text.Length == 0 && optional))
            {
                return text is null ? present : null;
            }

            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                Errors.TryAdd(name, "Enter a whole number, such as 10 or -5.");
                return present;
            }

            return number;
        }

        public double? Number(string name, double? present)
        {
            var text = sent(name)?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                return text is null ? present : null;
            }

            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                Errors.TryAdd(name, "Enter a number of days, such as 30.");
                return present;
            }

            return number;
        }
    }
}
