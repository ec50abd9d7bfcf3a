using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Offers;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What a test says, in sentences.</summary>
public static class TestWords
{
    public static (string Look, string Word) State(TestState state) =>
        state switch
        {
            TestState.Draft => ("recycled", "Draft"),
            TestState.Running => ("customer", "Running"),
            TestState.Stopped => ("disqualified", "Stopped"),
        };

    public static string Goal(TestGoal goal) => goal == TestGoal.Mql ? "MQLs" : "SQLs";

    /// <summary>Title, button and form.</summary>
    public static string Differs(OfferVariant variant, bool isControl)
    {
        var words = variant.Words;
        string[] parts =
        [
            .. words.Title.Length > 0 ? ["title"] : Array.Empty<string>(),
            .. words.Promise.Length > 0 ? ["promise"] : Array.Empty<string>(),
            .. words.Body.Length > 0 ? ["text"] : Array.Empty<string>(),
            .. words.CallToAction.Length > 0 ? ["button"] : Array.Empty<string>(),
            .. variant.Form is { } form ? [$"form (of “{form.From}”)"] : Array.Empty<string>(),
        ];
        return isControl ? "The offer as it stands"
            : parts.Length == 0 ? "Nothing so far"
            : string.Join(", ", parts);
    }

    /// <summary>The look of the box and its words.</summary>
    public static (string Look, string Heading, string Text) Verdict(OfferTest test, TestReading reading) =>
        reading.Verdict switch
        {
            TestVerdict.NoViews => (
                "warning",
                "Nobody has looked yet",
                $"Each variant needs {Words.Number(reading.Needed)} views before anything is said."
            ),
            TestVerdict.TooFew => ("warning", "Not enough yet", Missing(reading)),
            TestVerdict.Maturing => (
                "warning",
                "Enough visitors, not enough time",
                $"What comes up to {Day(reading.LastDay)} is judged, and each of its leads has {Days(test.Plan.Days)} to come to sales. The verdict stands here from {Day(reading.KnownOn)} on."
            ),
            TestVerdict.StoppedEarly => (
                "warning",
                "Stopped too early to say anything",
                $"Each variant needed {Words.Number(reading.Needed)} views and the test {TestSize.DaysMin} days. What differs below may be chance alone."
            ),
            TestVerdict.NoneReached => (
                "warning",
                "Nothing to compare",
                $"No lead of any variant was among the {Goal(test.Plan.Goal)} within {Days(test.Plan.Days)}. Judge by an earlier step, or expect less of a hundred views, in the next test."
            ),
            TestVerdict.Alike => (
                "warning",
                "No difference that can be told from chance",
                $"A difference of {test.Plan.Lift} % would have been found in four of five such tests. {Ranges(test, reading)}"
            ),
            TestVerdict.Better => (
                "success",
                $"“{reading.Best!.Figures.Variant.Name}” is better than the offer as it stands",
                $"{Ranges(test, reading)}{Rivals(reading)}"
            ),
            TestVerdict.Worse => (
                "danger",
                "The offer as it stands is better",
                $"{Ranges(test, reading)} Keep it as it is."
            ),
        };

    /// <summary>12.5 % of the views, and from what to what it may be.</summary>
    /// <param name="of">What is counted among: views.</param>
    public static string Rate(Share share, string of) =>
        share.Rate is { } rate
            ? $"{Percent(rate)} ({Percent(share.Interval.Low)} to {Percent(share.Interval.High)}) of the {of}"
            : $"no {of} so far";

    /// <summary>Of two rates by views, in points: from +0.2 to +1.4 points.</summary>
    public static string Range(VariantBeside beside) =>
        beside.Difference is { } range
            ? $"{Points(range.Low)} to {Points(range.High)} points"
            : "nothing to compare so far";

    public static string Days(long days) => days == 1 ? "1 day" : $"{Words.Number(days)} days";

    public static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    private static string Missing(TestReading reading)
    {
        var leads = reading.MissingLeads is { } some
            ? $" (about {Words.Number(some)} {(some == 1 ? "lead" : "leads")})"
            : "";
        var days = reading.MissingDays is { } known
            ? $" At the rate so far that takes about {Days(Math.Max(1, known))}."
            : " One variant was shown to nobody so far.";
        return $"Each variant needs {Words.Number(reading.Needed)} views; the one that lags most is {Words.Number(reading.MissingViews)} short{leads}.{days} What differs below may be chance: no verdict is read from it.";
    }

    /// <summary>The interval of each variant.</summary>
    private static string Ranges(OfferTest test, TestReading reading) =>
        string.Join(
            ' ',
            reading
                .Judged.Skip(1)
                .Where(one => one.Difference is not null)
                .Select(one =>
                    $"“{one.Figures.Variant.Name}”: {Points(one.Difference!.Value.Low)} to {Points(one.Difference.Value.High)} {Goal(test.Plan.Goal)} in a hundred views."
                )
        );

    private static string Rivals(TestReading reading)
    {
        var others = reading.Judged.Skip(1).Count(one => one.Sign > 0) - 1;
        return others > 0 ? " Others are better too; it has the highest rate, which may be chance among them." : "";
    }

    private static string Percent(double rate) =>
        (rate * 100).ToString(rate is > 0 and < 0.1 ? "0.0#" : "0", CultureInfo.InvariantCulture) + " %";

    private static string Points(double difference)
    {
        var points = Math.Round(difference * 100, 2);
        var text = Math.Abs(points).ToString("0.0#", CultureInfo.InvariantCulture);
        return points switch
        {
            > 0 => "+" + text,
            < 0 => "−" + text,
            _ => "0",
        };
    }
}
