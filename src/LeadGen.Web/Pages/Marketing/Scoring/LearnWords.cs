using System.Globalization;
using LeadGen.Domain.Learning;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What was learned, as people read it.</summary>
public static class LearnWords
{
    public static string Of(double number) => number.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Of(ScorecardLine line) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Weight:+0.00;−0.00;0} ({line.Low:0.00} to {line.High:0.00})"
        );

    public static string Of(Judgement judged) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{judged.Auc:0.000} ({judged.AucLow:0.00} to {judged.AucHigh:0.00})"
        );

    public static (string Heading, string Text, string Kind) Of(Strength strength) =>
        strength switch
        {
            Strength.None => (
                "No better than drawing lots",
                "On later leads it told good ones from others no better than chance would. Do not use it: what is known of these leads does not say who buys.",
                "warning"
            ),
            Strength.Weak => (
                "Weak",
                "It tells good leads from others only a little. It may help to sort a long list; it is no ground to turn anybody away. More would have to be known of leads to do better.",
                "warning"
            ),
            Strength.Good => (
                "It tells good leads from others",
                "Tried on later leads that it had not seen. What it promises of a score came true about as often.",
                ""
            ),
        };
}
